/** Versions of the stored events of `contribution`, oldest first. A new version adds one function to its list. */
export const schemas = {
  ContributionRecorded: { name: 'contribution.recorded', upcast: [] },
  ContributionCorrected: { name: 'contribution.corrected', upcast: [] },
  ContributionReversed: { name: 'contribution.reversed', upcast: [] },
} as const;
