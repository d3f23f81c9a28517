/** The date of the business zone. Facts are dated in Rome, wherever the computer stands. */

export const BUSINESS_ZONE = 'Europe/Rome';

const romanDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: BUSINESS_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** `YYYY-MM-DD` in Rome at this instant. */
export function businessDay(now: Date): string {
  return romanDate.format(now);
}
