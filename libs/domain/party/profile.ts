/** What a profile must say to be that of one body: each rule alone; the first that is broken refuses it. */
import {
  hasBodyTaxCodeForm,
  isBodyTaxCode,
  isIpaCode,
  isIstatMunicipality,
  isIstatProvince,
  isMunicipalityIpaCode,
  isRuntsNumber,
} from '../identifiers.ts';
import { reject, type Rejection } from '../rejections.ts';
import type { CtsType, PartyProfile, RuntsSection } from './events.ts';
import { mayBeThirdSector } from './status.ts';

/** Section of each type (CTS art. 46 c. 1). */
export const SECTION_OF: Readonly<Record<CtsType, RuntsSection>> = {
  ODV: 'a',
  APS: 'b',
  PHILANTHROPIC_BODY: 'c',
  SOCIAL_ENTERPRISE: 'd',
  ASSOCIATIVE_NETWORK: 'e',
  MUTUAL_AID_SOCIETY: 'f',
  OTHER_ETS: 'g',
};

const WHOLE_BP = 10_000;
const HALF_BP = 5_000;

/** Codes in their one written form: trimmed, tax code in upper case, IPA code in lower case. */
export function writtenProfile(profile: PartyProfile): PartyProfile {
  const { thirdSector, publicBody } = profile;
  return {
    ...profile,
    taxCode: profile.taxCode?.trim().toUpperCase() ?? null,
    ipaCode: profile.ipaCode?.trim().toLowerCase() ?? null,
    thirdSector: thirdSector && {
      ...thirdSector,
      runts: thirdSector.runts.map(({ section, number }) => ({ section, number: number.trim() })),
    },
    publicBody: publicBody && { ...publicBody, istatCode: publicBody.istatCode?.trim() ?? null },
  };
}

/** Why no body can have this written profile, or null; `at` is where the profile is in the command. */
export function profileFault(profile: PartyProfile, at: string): Rejection | null {
  return (
    nameFault(profile, at) ??
    unnamedFault(profile, at) ??
    taxCodeFault(profile, at) ??
    ipaCodeFault(profile, at) ??
    thirdSectorFault(profile, at) ??
    runtsFault(profile, at) ??
    publicBodyFault(profile, at) ??
    foundationFault(profile, at) ??
    mixedCapitalFault(profile, at)
  );
}

function nameFault({ legalName, standsFor }: PartyProfile, at: string): Rejection | null {
  return (legalName === null) === (standsFor === null)
    ? reject('PARTY_NAME_OR_CLASS', `${at}/legalName`)
    : null;
}

/** A class of payers is no body: it has no codes and no details. */
function unnamedFault(profile: PartyProfile, at: string): Rejection | null {
  if (profile.standsFor === null) return null;
  const ofBodies = [
    'taxCode',
    'ipaCode',
    'thirdSector',
    'publicBody',
    'foundationType',
    'mixedCapital',
  ] as const;
  const found = ofBodies.find((member) => profile[member] !== null);
  return found === undefined ? null : reject('PARTY_UNNAMED', `${at}/${found}`);
}

/**
 * On new entry a wrong check digit is refused; what an old archive holds may be kept with the reason. A code of
 * another form cannot be kept at all: it might be a natural person's.
 */
function taxCodeFault({ taxCode, taxCodeOverride }: PartyProfile, at: string): Rejection | null {
  if (taxCode === null || isBodyTaxCode(taxCode)) {
    return taxCodeOverride === null ? null : reject('TAX_CODE_NEEDS_NO_OVERRIDE', `${at}/taxCodeOverride`);
  }
  if (taxCodeOverride === null || !hasBodyTaxCodeForm(taxCode))
    return reject('TAX_CODE_INVALID', `${at}/taxCode`);
  if (taxCodeOverride.reason.trim() === '')
    return reject('OVERRIDE_WITHOUT_REASON', `${at}/taxCodeOverride/reason`);
  return null;
}

function ipaCodeFault({ ipaCode, publicBody }: PartyProfile, at: string): Rejection | null {
  if (ipaCode === null) return null;
  const fits = publicBody?.level === 'MUNICIPALITY' ? isMunicipalityIpaCode(ipaCode) : isIpaCode(ipaCode);
  return fits ? null : reject('IPA_CODE_INVALID', `${at}/ipaCode`, { found: ipaCode });
}

function thirdSectorFault(profile: PartyProfile, at: string): Rejection | null {
  const { kind, thirdSector } = profile;
  if (thirdSector === null) return null;
  if (kind === 'FOUNDATION' && profile.foundationType === 'BANK_ORIGIN') {
    return reject('BANK_FOUNDATION_NOT_ETS', `${at}/thirdSector`);
  }
  if (!mayBeThirdSector(profile))
    return reject('NOT_A_THIRD_SECTOR_BODY', `${at}/thirdSector`, { found: kind });
  const { ctsType, cooperativeType } = thirdSector;
  if (kind === 'MIXED_ENTERPRISE' && ctsType !== 'SOCIAL_ENTERPRISE') {
    return reject('CTS_TYPE_UNFIT', `${at}/thirdSector/ctsType`, {
      found: ctsType,
      expected: 'SOCIAL_ENTERPRISE',
    });
  }
  if (cooperativeType !== null && ctsType !== 'SOCIAL_ENTERPRISE') {
    return reject('COOPERATIVE_TYPE_UNFIT', `${at}/thirdSector/cooperativeType`, { found: ctsType });
  }
  return null;
}

/** One section per body; only an associative network may stand in a second one (CTS art. 46 c. 2). */
function runtsFault({ thirdSector }: PartyProfile, at: string): Rejection | null {
  if (thirdSector === null) return null;
  const { runts, ctsType } = thirdSector;
  const sectionsMax = ctsType === 'ASSOCIATIVE_NETWORK' ? 2 : 1;
  const expected = SECTION_OF[ctsType];
  for (const [index, { section, number }] of runts.entries()) {
    const pointer = `${at}/thirdSector/runts/${index}`;
    if (!isRuntsNumber(number)) return reject('RUNTS_NUMBER_INVALID', `${pointer}/number`, { found: number });
    if (index >= sectionsMax || (index > 0 && section === expected)) {
      return reject('RUNTS_SECTIONS_TOO_MANY', pointer, { found: String(runts.length) });
    }
    if (index === 0 && section !== expected) {
      return reject('RUNTS_SECTION_UNFIT', `${pointer}/section`, { found: section, expected });
    }
  }
  return null;
}

function publicBodyFault({ kind, publicBody }: PartyProfile, at: string): Rejection | null {
  if (publicBody === null) return null;
  if (kind !== 'PUBLIC_BODY') return reject('NOT_A_PUBLIC_BODY', `${at}/publicBody`, { found: kind });
  const { level, istatCode } = publicBody;
  if (istatCode === null) return null;
  const fits =
    (level === 'MUNICIPALITY' && isIstatMunicipality(istatCode)) ||
    (level === 'PROVINCE' && isIstatProvince(istatCode));
  return fits ? null : reject('ISTAT_CODE_UNFIT', `${at}/publicBody/istatCode`, { found: istatCode, level });
}

function foundationFault({ kind, foundationType }: PartyProfile, at: string): Rejection | null {
  if (foundationType === null || kind === 'FOUNDATION') return null;
  return reject('NOT_A_FOUNDATION', `${at}/foundationType`, { found: kind });
}

/** Public bodies hold a part, and may not control a social enterprise (D.Lgs. 112/2017 art. 4 c. 3). */
function mixedCapitalFault({ kind, mixedCapital }: PartyProfile, at: string): Rejection | null {
  if (mixedCapital === null) return null;
  if (kind !== 'MIXED_ENTERPRISE')
    return reject('NOT_A_MIXED_ENTERPRISE', `${at}/mixedCapital`, { found: kind });
  const { publicShareBp } = mixedCapital;
  const found = { found: String(publicShareBp) };
  if (!Number.isInteger(publicShareBp) || publicShareBp <= 0 || publicShareBp >= WHOLE_BP) {
    return reject('CAPITAL_NOT_MIXED', `${at}/mixedCapital/publicShareBp`, found);
  }
  return publicShareBp > HALF_BP ? reject('PUBLIC_CONTROL', `${at}/mixedCapital/publicShareBp`, found) : null;
}
