/** Versions of the stored events of `period`, oldest first. A new version adds one function to its list. */
export const schemas = {
  PeriodClosingStarted: { name: 'period.closing-started', upcast: [] },
  PeriodClosingAbandoned: { name: 'period.closing-abandoned', upcast: [] },
  PeriodStreamsListed: { name: 'period.streams-listed', upcast: [] },
  PeriodClosed: { name: 'period.closed', upcast: [] },
  PeriodReopened: { name: 'period.reopened', upcast: [] },
} as const;
