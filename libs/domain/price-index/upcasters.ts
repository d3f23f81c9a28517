/** Versions of the stored events of `price-index`, oldest first. A new version adds one function to its list. */
export const schemas = {
  PriceIndexPublished: { name: 'price-index.published', upcast: [] },
} as const;
