import type { Money } from '../money.ts';

/** How the collaboration came about (D.Lgs. 117/2017 arts. 55-57, D.Lgs. 201/2022 art. 18 and practice). */
export const INSTRUMENTS = [
  'COPROGRAMMAZIONE',
  'COPROGETTAZIONE',
  'ACCREDITAMENTO',
  'CONVENZIONE_ART56',
  'TRASPORTO_ART57',
  'PATTO_COLLABORAZIONE',
  'PARTENARIATO_ART18_201_2022',
  'APPALTO',
  'CONCESSIONE',
  /** No partnership: published data kept beside the partnerships, to compare with. */
  'IMPORTED_DATASET',
] as const;
export type Instrument = (typeof INSTRUMENTS)[number];

/** Who stated a figure, when and where. `statedOn` is as precise as the source: a year, a month or a day. */
export interface PublishedStatement {
  readonly statedBy: string;
  readonly statedOn: string;
  readonly title: string;
  readonly url: string | null;
}

export interface PartnershipProfile {
  readonly title: string;
  readonly instrument: Instrument;
  readonly leadBody: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly cup: string | null;
}

/**
 * A public base that nobody recorded, but that a published statement implies: stated resources divided by the
 * stated increase. It is marked as implied wherever it is used.
 */
export interface ImpliedPublicBase {
  readonly amount: Money;
  readonly from: string;
  readonly to: string;
  /** Increase of the public budget as a ratio: "0.22". */
  readonly statedIncrease: string;
  readonly statedResources: Money;
  readonly source: PublishedStatement;
}

export interface PartnershipRegistered {
  readonly type: 'PartnershipRegistered';
  readonly data: PartnershipProfile;
}

export interface PublicBaseImplied {
  readonly type: 'PublicBaseImplied';
  readonly data: ImpliedPublicBase;
}

export interface PublicBaseWithdrawn {
  readonly type: 'PublicBaseWithdrawn';
  readonly data: { readonly reason: string };
}

export type PartnershipEvent = PartnershipRegistered | PublicBaseImplied | PublicBaseWithdrawn;
