/**
 * An invented partnership: nobody in it exists. Its verified part is an example whose figures can be worked out by
 * hand, 17.05 % on the public resources; beside it stand lines that wait for a decision, and weigh nothing yet there.
 */
import { bookOf, registerSources, type Bodies, type Hands, type Sources } from './demo-book.ts';
import { digestOf, euro, partnershipOf, type Run } from './demo-desk.ts';
import { room, thirdSectorResources, waiting } from './demo-in-kind.ts';
import { moneyOfOthers, municipalGrant, passedOn, recovered } from './demo-money.ts';
import { publishExample } from './demo-publications.ts';

export interface Example {
  readonly partnership: string;
  readonly sources: Sources;
}

export async function recordExample(hands: Hands, bodies: Bodies): Promise<Example> {
  const { record } = hands;
  const sources = await registerSources(record, bodies);
  const partnership = await record(
    'ex/partenariato',
    partnershipOf({
      title: 'Valle di Esempio (caso inventato)',
      instrument: 'COPROGETTAZIONE',
      form: 'CONVENZIONE_ART55',
      leadBody: bodies.municipality,
      from: '2023-01-01',
      to: '2024-12-31',
      socialArea: { name: 'Ambito Valle di Esempio', region: 'Regione Esempio' },
      usersAreas: ['FAM', 'ANZ'],
      population: 5_200,
      legalBasis: ['D.Lgs. 117/2017 art. 55', 'L. 241/1990 art. 12'],
      acts: [{ number: '1', date: '2022-09-12', title: 'Avviso pubblico di coprogettazione, esempio' }],
    }),
  );
  await agree(record, partnership, bodies);
  const book = bookOf(hands, partnership, bodies, sources);
  const grant = await municipalGrant(book);
  await room(book);
  await passedOn(book);
  await thirdSectorResources(book);
  await moneyOfOthers(book);
  await publishExample(hands.publish, partnership);
  await recovered(book, grant);
  await waiting(book);
  return { partnership, sources };
}

/** Signed by the administration and both partners; who only funds or supports is admitted as such. */
async function agree(run: Run, id: string, bodies: Bodies): Promise<void> {
  const { municipality, cooperative, association } = bodies;
  await run('ex/convenzione', {
    aggregate: 'partnership',
    id,
    command: {
      kind: 'signConvention',
      convention: {
        act: { number: '87', date: '2022-12-20', protocol: '4410/2022' },
        document: digestOf('Convenzione 87 del 20/12/2022, esempio'),
        signatories: [
          { party: municipality, capacity: 'RESPONSIBLE_OFFICER' },
          { party: cooperative, capacity: 'GROUP_LEAD' },
          { party: association, capacity: 'LEGAL_REPRESENTATIVE' },
        ],
        validFrom: '2023-01-01',
        validTo: '2024-12-31',
        requiredShareBp: null,
        reimbursementBasis: 'ACTUAL_COSTS',
        eligibleCosts: euro('480000.00'),
        cig: null,
        cigPurpose: null,
        cup: null,
      },
    },
  });
  const roles = [
    ['coop', cooperative, 'PARTNER'],
    ['odv', association, 'PARTNER'],
    ['ambito', bodies.area, 'PARTNER'],
    ['regione', bodies.region, 'FUNDER'],
    ['fondazione', bodies.foundation, 'FUNDER'],
    ['impresa', bodies.company, 'SUPPORTER'],
  ] as const;
  for (const [key, party, role] of roles) {
    const command = { kind: 'admitPartner', party, role, on: '2023-01-01' } as const;
    await run(`ex/ammesso-${key}`, { aggregate: 'partnership', id, command });
  }
}
