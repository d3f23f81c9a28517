/** Who the bodies of an attribution are, for those who may know. */
import type { Account } from '#data-folder/accounts';
import type { DataFolder } from '#data-folder/data-folder';
import { shownOnly, type AttributionFigure } from '#read-models/figures/kinds/attribution';
import type { OneAnswer } from '#read-models/figures/kinds/one';
import type { Documents } from '#read-models/directory/projection';

/** The directory and the figures are folded side by side; one may be a moment behind the other. */
const DIRECTORY_WAIT_MS = 2_000;

/**
 * Public bodies are named to everybody: what an administration spends is public (D.Lgs. 33/2013). Whoever else paid
 * public money is named to those who may read the partnership's register, and to itself.
 */
export async function withNames(
  folder: DataFolder,
  account: Account | undefined,
  figure: OneAnswer['figure'],
): Promise<object> {
  if (!('attribution' in figure)) return figure;
  const position = BigInt(figure.knownAsOf.position);
  await folder.reached('directory', position, DIRECTORY_WAIT_MS);
  const parties = new Map(
    figure.attribution.flatMap(({ party }) => {
      const document = party === null ? null : partyAt(folder, party, position);
      return party === null || document === null ? [] : [[party, document] as const];
    }),
  );
  const readsAll = mayReadRegister(account, figure);
  const lines = shownOnly(
    figure.attribution,
    (party) => readsAll || party === account?.org || parties.get(party)?.kind === 'PUBLIC_BODY',
  );
  return {
    ...figure,
    attribution: lines.map(({ party, ...line }) => ({
      party,
      name: party === null ? null : (parties.get(party)?.legalName ?? null),
      ...line,
    })),
  };
}

function partyAt(folder: DataFolder, party: string, position: bigint): Documents['party'] | null {
  const { record } = folder.directory.find('party', party, position);
  return record === null ? null : (record.document as Documents['party']);
}

function mayReadRegister(account: Account | undefined, { partnerships }: AttributionFigure): boolean {
  if (account === undefined || account.role === 'partner') return false;
  return account.partnerships === '*' || partnerships.every((each) => account.partnerships.includes(each));
}
