/** Versions of the stored events of `funding-source`, oldest first. A new version adds one function to its list. */
export const schemas = {
  FundingSourceRegistered: { name: 'funding-source.registered', upcast: [registeredFrom1] },
  FundingSourceCorrected: { name: 'funding-source.corrected', upcast: [] },
} as const;

/** Version 2 tells on which terms a source is given; version 1 knew only title, origin and fund. */
function registeredFrom1(data: object): object {
  return {
    ...data,
    grantor: null,
    callReference: null,
    cup: null,
    cci: null,
    pnrrMeasure: null,
    taxExpenditureBp: null,
    ownShareConditionBp: null,
  };
}
