/** Versions of the stored events of `publication`, oldest first. A new version adds one function to its list. */
export const schemas = {
  FigurePublished: { name: 'publication.published', upcast: [] },
  PublicationWithdrawn: { name: 'publication.withdrawn', upcast: [] },
} as const;
