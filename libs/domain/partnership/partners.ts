/** Who belongs to a partnership, in which role and from when to when. */
import { stateOf, type Circumstances } from '../decider.ts';
import { party, runtsEffectiveOn } from '../party/decider.ts';
import { reject, type Rejection } from '../rejections.ts';
import type {
  Instrument,
  PartnerAdmitted,
  PartnerRole,
  PartnershipProfile,
  PartnerWithdrawn,
} from './events.ts';

/** One stay of a partner; it may have several, one after the other. */
export interface Stay {
  readonly party: string;
  readonly role: PartnerRole;
  readonly from: string;
  /** Last day as a partner; null while it has not withdrawn. */
  readonly lastDay: string | null;
}

export interface PartnerAt {
  readonly party: string;
  readonly role: PartnerRole;
}

interface Partnership {
  readonly profile: PartnershipProfile | null;
  /** In order of recording. */
  readonly stays: readonly Stay[];
}

export function admitted(
  stays: readonly Stay[],
  { party, role, on }: PartnerAdmitted['data'],
): readonly Stay[] {
  return [...stays, { party, role, from: on, lastDay: null }];
}

export function withdrawn(
  stays: readonly Stay[],
  { party, lastDay }: PartnerWithdrawn['data'],
): readonly Stay[] {
  return stays.map((stay) => (stay.party === party && stay.lastDay === null ? { ...stay, lastDay } : stay));
}

/** The partners on a date in order of their ids; the lead body leads from the beginning to the end. */
export function partnersAt({ profile, stays }: Partnership, date: string): readonly PartnerAt[] {
  const lead = profile?.leadBody ?? null;
  const here = stays.filter(
    (stay) => stay.party !== lead && stay.from <= date && (stay.lastDay === null || date <= stay.lastDay),
  );
  const partners = here.map(({ party, role }) => ({ party, role }));
  if (lead !== null) partners.push({ party: lead, role: 'LEAD' });
  return partners.toSorted((a, b) => (a.party < b.party ? -1 : 1));
}

export function admissionFault(
  { profile, stays }: Partnership,
  { party: id, role, on }: PartnerAdmitted['data'],
  circumstances: Circumstances,
): Rejection | null {
  const { today } = circumstances;
  if (on > today) return reject('DATE_IN_FUTURE', '/on', { found: on, today });
  const last = stays.findLast((stay) => stay.party === id);
  if (id === profile?.leadBody || last?.lastDay === null)
    return reject('PARTNER_ALREADY_ADMITTED', '/party', { id });
  if (last?.lastDay !== undefined && on <= last.lastDay) {
    return reject('READMISSION_TOO_EARLY', '/on', { found: on, lastDay: last.lastDay });
  }
  return profile === null || role === 'FUNDER' || role === 'SUPPORTER'
    ? null
    : roleFault(id, on, profile.instrument, circumstances);
}

/** Where the law speaks of Third Sector bodies: arts. 55-57 D.Lgs. 117/2017 and art. 18 D.Lgs. 201/2022. */
const OF_THE_THIRD_SECTOR: ReadonlySet<Instrument> = new Set([
  'COPROGRAMMAZIONE',
  'COPROGETTAZIONE',
  'ACCREDITAMENTO',
  'CONVENZIONE_ART56',
  'TRASPORTO_ART57',
  'PARTENARIATO_ART18_201_2022',
]);

/**
 * Whoever designs and realises is an administration or a Third Sector body whose registration in the RUNTS is
 * effective on that day (D.Lgs. 117/2017 arts. 4 and 55); others fund or support (Toscana L.R. 65/2020 art. 13).
 */
function roleFault(
  id: string,
  on: string,
  instrument: Instrument,
  circumstances: Circumstances,
): Rejection | null {
  const state = stateOf(party, id, circumstances);
  if (state === null) return reject('PARTY_UNKNOWN', '/party', { id });
  if (instrument === 'IMPORTED_DATASET' || runtsEffectiveOn(state, on)) return null;
  const { kind, thirdSector } = state.profile;
  if (kind === 'PUBLIC_BODY' || kind === 'MIXED_ENTERPRISE') return null;
  if (kind === 'THIRD_SECTOR_BODY' || thirdSector !== null) {
    return reject('RUNTS_NOT_EFFECTIVE', '/party', { id, on });
  }
  return OF_THE_THIRD_SECTOR.has(instrument) ? reject('ROLE_NEEDS_THIRD_SECTOR', '/role', { kind }) : null;
}

export function withdrawalFault(
  { profile, stays }: Partnership,
  { party: id, lastDay }: Pick<PartnerWithdrawn['data'], 'party' | 'lastDay'>,
): Rejection | null {
  if (id === profile?.leadBody) return reject('LEAD_BODY_STAYS', '/party', { id });
  const stay = stays.findLast((each) => each.party === id && each.lastDay === null);
  if (stay === undefined) return reject('PARTNER_NOT_ADMITTED', '/party', { id });
  if (lastDay >= stay.from) return null;
  return reject('WITHDRAWAL_BEFORE_ADMISSION', '/lastDay', { found: lastDay, earliest: stay.from });
}
