import type { PartyKind } from '../party/events.ts';

/** The lead of a partnership is an administration; of a mixed company or enterprise it may be that enterprise. */
const ADMINISTRATION: readonly PartyKind[] = ['PUBLIC_BODY'];
const ADMINISTRATION_OR_ENTERPRISE: readonly PartyKind[] = ['PUBLIC_BODY', 'MIXED_ENTERPRISE'];

interface Form {
  readonly it: string;
  readonly leads: readonly PartyKind[];
}

/** The act or body in which a collaboration takes legal form. TUEL is D.Lgs. 267/2000, TUSP is D.Lgs. 175/2016. */
const TABLE = {
  /** Binds nobody; what follows from it may. */
  PROTOCOLLO_INTESA: { it: 'Protocollo d’intesa', leads: ADMINISTRATION },
  CONVENZIONE_ART55: { it: 'Convenzione ex art. 55 D.Lgs. 117/2017', leads: ADMINISTRATION },
  ACCORDO_ART11: { it: 'Accordo ex art. 11 L. 241/1990', leads: ADMINISTRATION },
  ACCORDO_ART15: { it: 'Accordo fra amministrazioni ex art. 15 L. 241/1990', leads: ADMINISTRATION },
  CONVENZIONE_TUEL30: { it: 'Convenzione fra enti locali, art. 30 TUEL', leads: ADMINISTRATION },
  CONSORZIO_TUEL31: { it: 'Consorzio, art. 31 TUEL', leads: ADMINISTRATION },
  UNIONE_TUEL32: { it: 'Unione di comuni, art. 32 TUEL', leads: ADMINISTRATION },
  ACCORDO_PROGRAMMA_TUEL34: { it: 'Accordo di programma, art. 34 TUEL', leads: ADMINISTRATION },
  AZIENDA_SPECIALE_TUEL114: { it: 'Azienda speciale, art. 114 TUEL', leads: ADMINISTRATION },
  ASP: { it: 'Azienda pubblica di servizi alla persona', leads: ADMINISTRATION },
  SOCIETA_MISTA_TUSP17: { it: 'Società mista, art. 17 TUSP', leads: ADMINISTRATION_OR_ENTERPRISE },
  IMPRESA_SOCIALE_MISTA: { it: 'Impresa sociale a capitale misto', leads: ADMINISTRATION_OR_ENTERPRISE },
} as const satisfies Readonly<Record<string, Form>>;

export type PartnershipForm = keyof typeof TABLE;
export const PARTNERSHIP_FORMS = Object.keys(TABLE) as readonly PartnershipForm[];
export const FORMS: Readonly<Record<PartnershipForm, Form>> = TABLE;

/** Kinds of party that may lead a partnership of this form; null is a form that nobody stated. */
export function leadsOf(form: PartnershipForm | null): readonly PartyKind[] {
  return form === null ? ADMINISTRATION : FORMS[form].leads;
}
