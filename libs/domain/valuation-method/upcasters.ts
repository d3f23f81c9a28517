/** Versions of the stored events of `valuation-method`, oldest first. A new version adds one function to its list. */
export const schemas = {
  ValuationMethodProposed: { name: 'valuation-method.proposed', upcast: [] },
  ValuationMethodAdopted: { name: 'valuation-method.adopted', upcast: [] },
  ValuationMethodRetired: { name: 'valuation-method.retired', upcast: [] },
  ReferenceRatePublished: { name: 'valuation-method.rate-published', upcast: [] },
} as const;
