/** What of a partnership's profile figures are compared by. */
import type { PartnershipProfile } from '#domain/partnership/events';

export interface PartnershipTraits extends Pick<
  PartnershipProfile,
  'instrument' | 'sizeClass' | 'usersAreas' | 'municipalities'
> {
  readonly region: string | null;
  readonly socialArea: string | null;
}

export function traitsOf(profile: Omit<PartnershipProfile, 'follows'>): PartnershipTraits {
  const { instrument, sizeClass, usersAreas, municipalities, socialArea } = profile;
  return {
    ...{ instrument, sizeClass, usersAreas, municipalities },
    region: socialArea?.region ?? null,
    socialArea: socialArea?.name ?? null,
  };
}
