/** Versions of the stored events of `definition`, oldest first. A new version adds one function to its list. */
export const schemas = {
  DefinitionProposed: { name: 'definition.proposed', upcast: [] },
  DefinitionAdopted: { name: 'definition.adopted', upcast: [] },
  DefinitionRetired: { name: 'definition.retired', upcast: [] },
} as const;
