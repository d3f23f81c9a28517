/** Working time as whole minutes; on the wire an ISO 8601 duration of hours and minutes, such as PT137H30M. */

/** Up to 9,999,999 hours, with up to 59 minutes; or minutes alone, up to 999,999. */
export const DURATION_FORM = /^PT(?:(\d{1,7})H(?:([0-5]?\d)M)?|(\d{1,6})M)$/;

/** Whole minutes of a written duration, or null when it is not of {@link DURATION_FORM}. */
export function minutesOf(duration: string): number | null {
  const match = DURATION_FORM.exec(duration);
  if (match === null) return null;
  return Number.parseInt(match[1] ?? '0', 10) * 60 + Number.parseInt(match[2] ?? match[3] ?? '0', 10);
}

/** The shortest written form of whole minutes: PT137H30M, PT2H, PT0M. */
export function durationOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `PT${rest}M`;
  return rest === 0 ? `PT${hours}H` : `PT${hours}H${rest}M`;
}
