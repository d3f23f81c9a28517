/** Documents that prove a contribution: what is kept of them, and what all claims on one document come to. */
import type { Finding } from '../controls/controls.ts';
import type { Circumstances } from '../decider.ts';
import { reject, type Rejection } from '../rejections.ts';
import type { AskedEvidence, EvidenceDocument } from './statement.ts';

const WHOLE_BP = 10_000;

/** Unless it says otherwise, a document is claimed as a whole. */
export function evidenceOf(asked: AskedEvidence): EvidenceDocument {
  return {
    type: 'OTHER',
    issuer: null,
    number: null,
    pages: null,
    retention: 'TEN_YEARS',
    shareBp: WHOLE_BP,
    ...asked,
  };
}

/** Why a share of a document is none: it lies between nothing and the whole, or was never said. */
export function sharesFault(documents: readonly EvidenceDocument[], at: string): Rejection | null {
  for (const [index, { shareBp }] of documents.entries()) {
    const fault = shareFault(shareBp, `${at}/${index}/shareBp`);
    if (fault !== null) return fault;
  }
  return null;
}

export function shareFault(bp: number | null, at: string): Rejection | null {
  if (bp === null) return null;
  const within = Number.isInteger(bp) && bp >= 0 && bp <= WHOLE_BP;
  return within ? null : reject('SHARE_OUTSIDE', at, { found: String(bp), limit: String(WHOLE_BP) });
}

/** Each document is looked for among all that was claimed: a contribution has only so many. */
const DOCUMENTS_MAX = 100;

export function tooManyFault(documents: number, at: string): Rejection | null {
  return documents <= DOCUMENTS_MAX
    ? null
    : reject('DOCUMENTS_TOO_MANY', at, { found: String(documents), limit: String(DOCUMENTS_MAX) });
}

/** For each document, the shares claimed of it, here and elsewhere: by its bytes, and by issuer and number. */
export function documentFindings(
  documents: readonly EvidenceDocument[],
  itself: string | null,
  { claims }: Pick<Circumstances, 'claims'>,
): Finding[] {
  return documents.flatMap((document) => {
    const here = documents.filter(({ sha256 }) => sha256 === document.sha256);
    const elsewhere = claims.document(document.sha256, itself);
    const findings = [findingOf('DOCUMENT_SHARE', [...here, ...elsewhere])];
    const { issuer, number } = document;
    if (issuer === null || number === null) return findings;
    const alike = documents.filter((other) => other.issuer === issuer && other.number === number);
    return [...findings, findingOf('SAME_INVOICE', [...alike, ...claims.invoice(issuer, number, itself)])];
  });
}

function findingOf(
  control: 'DOCUMENT_SHARE' | 'SAME_INVOICE',
  shares: readonly { readonly shareBp: number | null }[],
): Finding {
  const total = shares.reduce((sum, { shareBp }) => sum + (shareBp ?? 0), 0);
  return { control, met: total <= WHOLE_BP, value: `${total} bp`, limit: `${WHOLE_BP} bp` };
}
