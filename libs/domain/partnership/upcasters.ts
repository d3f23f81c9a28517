/** Versions of the stored events of `partnership`, oldest first. A new version adds one function to its list. */
export const schemas = {
  PartnershipRegistered: { name: 'partnership.registered', upcast: [withoutDetails] },
  PartnershipCorrected: { name: 'partnership.corrected', upcast: [] },
  ConventionSigned: { name: 'partnership.convention-signed', upcast: [] },
  ConventionAmended: { name: 'partnership.convention-amended', upcast: [] },
  ConventionTerminated: { name: 'partnership.convention-terminated', upcast: [] },
  PartnerAdmitted: { name: 'partnership.partner-admitted', upcast: [] },
  PartnerWithdrawn: { name: 'partnership.partner-withdrawn', upcast: [] },
  PublicBaseImplied: { name: 'partnership.public-base-implied', upcast: [] },
  PublicBaseWithdrawn: { name: 'partnership.public-base-withdrawn', upcast: [] },
} as const;

/** Version 1 knew title, instrument, lead body, dates and CUP; of the rest it says nothing. */
function withoutDetails(first: object): object {
  return {
    ...first,
    form: null,
    socialArea: null,
    usersAreas: [],
    municipalities: [],
    population: null,
    sizeClass: null,
    legalBasis: [],
    acts: [],
    follows: null,
  };
}
