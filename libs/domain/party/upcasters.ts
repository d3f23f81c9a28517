/** Versions of the stored events of `party`, oldest first. A new version adds one function to its list. */
export const schemas = {
  PartyRegistered: { name: 'party.registered', upcast: [] },
} as const;
