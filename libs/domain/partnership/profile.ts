/** What a partnership states of itself, in its one written form, or why it cannot stand. */
import { spanFault } from '../calendar.ts';
import { stateOf, type Circumstances } from '../decider.ts';
import { isCup, isIstatMunicipality } from '../identifiers.ts';
import { party } from '../party/decider.ts';
import { reject, type Rejection, type RejectionCode } from '../rejections.ts';
import { actFault } from './convention.ts';
import type { Correctable } from './events.ts';
import { leadsOf } from './forms.ts';
import { sizeClassOf } from './size-class.ts';

/** The profile with the size class that its population gives; `at` is where it is in the command. */
export function checkProfile<Profile extends Correctable>(
  profile: Profile,
  at: string,
  today: string,
): Profile | Rejection {
  const fault =
    leadFault(profile, at) ??
    cupFault(profile, at) ??
    durationFault(profile, at) ??
    municipalitiesFault(profile, at) ??
    repeatedFault('USERS_AREA_REPEATED', profile.usersAreas, `${at}/usersAreas`) ??
    sizeFault(profile, at) ??
    actsFault(profile, at, today);
  if (fault !== null) return fault;
  const { population, sizeClass } = profile;
  return { ...profile, sizeClass: population === null ? sizeClass : sizeClassOf(population) };
}

function leadFault({ leadBody, instrument }: Correctable, at: string): Rejection | null {
  if (leadBody !== null || instrument === 'IMPORTED_DATASET') return null;
  return reject('LEAD_BODY_REQUIRED', `${at}/leadBody`);
}

/** The lead is an administration: it is the one that proceeds (D.Lgs. 117/2017 art. 55). */
export function leadKindFault(
  { leadBody, instrument, form }: Correctable,
  at: string,
  circumstances: Circumstances,
): Rejection | null {
  if (leadBody === null || instrument === 'IMPORTED_DATASET') return null;
  const kind = stateOf(party, leadBody, circumstances)?.profile.kind;
  if (kind === undefined) return reject('PARTY_UNKNOWN', `${at}/leadBody`, { id: leadBody });
  if (leadsOf(form).includes(kind)) return null;
  return reject('LEAD_BODY_NOT_PUBLIC', `${at}/leadBody`, { id: leadBody, kind, form: form ?? '' });
}

function cupFault({ cup }: Correctable, at: string): Rejection | null {
  return cup === null || isCup(cup) ? null : reject('CUP_INVALID', `${at}/cup`, { found: cup });
}

function durationFault({ from, to }: Correctable, at: string): Rejection | null {
  return from === null || to === null ? null : spanFault({ from, to }, at);
}

function municipalitiesFault({ municipalities }: Correctable, at: string): Rejection | null {
  const malformed = municipalities.findIndex((code) => !isIstatMunicipality(code));
  const found = municipalities[malformed];
  if (found !== undefined) {
    return reject('MUNICIPALITY_CODE_INVALID', `${at}/municipalities/${malformed}`, { found });
  }
  return repeatedFault('MUNICIPALITY_REPEATED', municipalities, `${at}/municipalities`);
}

function repeatedFault(code: RejectionCode, items: readonly string[], at: string): Rejection | null {
  const repeated = items.findIndex((item, index) => items.indexOf(item) !== index);
  const found = items[repeated];
  return found === undefined ? null : reject(code, `${at}/${repeated}`, { found });
}

function sizeFault({ population, sizeClass }: Correctable, at: string): Rejection | null {
  if (population === null) return null;
  if (!Number.isSafeInteger(population) || population < 1) {
    return reject('POPULATION_INVALID', `${at}/population`, { found: String(population) });
  }
  const expected = sizeClassOf(population);
  if (sizeClass === null || sizeClass === expected) return null;
  return reject('SIZE_CLASS_CONTRADICTED', `${at}/sizeClass`, { found: sizeClass, expected });
}

function actsFault({ acts }: Correctable, at: string, today: string): Rejection | null {
  return acts.reduce<Rejection | null>(
    (fault, act, index) => fault ?? actFault(act, `${at}/acts/${index}`, today),
    null,
  );
}
