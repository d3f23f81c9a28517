/** Versions of the stored events of `funding-source`, oldest first. A new version adds one function to its list. */
export const schemas = {
  FundingSourceRegistered: { name: 'funding-source.registered', upcast: [] },
} as const;
