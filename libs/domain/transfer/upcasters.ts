/** Versions of the stored events of `transfer`, oldest first. A new version adds one function to its list. */
export const schemas = {
  ResourceTransferred: { name: 'transfer.recorded', upcast: [] },
  TransferReversed: { name: 'transfer.reversed', upcast: [] },
} as const;
