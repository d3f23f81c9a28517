/** Versions of the stored events of `partnership`, oldest first. A new version adds one function to its list. */
export const schemas = {
  PartnershipRegistered: { name: 'partnership.registered', upcast: [] },
  PublicBaseImplied: { name: 'partnership.public-base-implied', upcast: [] },
  PublicBaseWithdrawn: { name: 'partnership.public-base-withdrawn', upcast: [] },
} as const;
