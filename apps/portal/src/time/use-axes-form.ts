import { useState } from 'react';
import type { Axes } from '../app/location-state.ts';
import { useI18n } from '../i18n/i18n.tsx';
import {
  effectiveText,
  knownText,
  NO_FAULTS,
  readEffective,
  readKnown,
  type AxesFaults,
  type Written,
} from './axes.ts';

interface Fields {
  readonly effective: string;
  readonly known: string;
  readonly faults: AxesFaults;
}

interface AxesForm extends Fields {
  readonly setEffective: (text: string) => void;
  readonly setKnown: (text: string) => void;
  readonly clear: () => void;
  /** Both axes as the service wants them; null when something is wrong, which `faults` then says. */
  readonly read: () => Axes | null;
}

const same = (value: string | null): Written => ({ value, fault: null });

/**
 * Two fields that hold what the address says, and follow it. What nobody has touched stays to the millisecond as it
 * was, however it is shown.
 */
export function useAxesForm(axes: Axes, wrong: AxesFaults): AxesForm {
  const { lang } = useI18n();
  const shown: Fields = {
    effective: effectiveText(axes.effectiveAsOf, lang),
    known: knownText(axes.knownAsOf, lang),
    faults: wrong,
  };
  const follows = JSON.stringify([axes.effectiveAsOf, axes.knownAsOf, wrong, lang]);
  const [state, setState] = useState({ ...shown, follows });
  // The fields keep their focus, so they follow the address without being mounted anew.
  const now = state.follows === follows ? state : { ...shown, follows };
  if (now !== state) setState(now);

  const read = (): Axes | null => {
    const isEffectiveKept = now.effective === shown.effective && wrong.effectiveAsOf === null;
    const isKnownKept = now.known === shown.known && wrong.knownAsOf === null;
    const date = isEffectiveKept ? same(axes.effectiveAsOf) : readEffective(now.effective);
    const until = isKnownKept ? same(axes.knownAsOf) : readKnown(now.known, new Date());
    setState({ ...now, faults: { effectiveAsOf: date.fault, knownAsOf: until.fault } });
    if (date.fault !== null || until.fault !== null) return null;
    return { effectiveAsOf: date.value, knownAsOf: until.value };
  };
  return {
    ...now,
    setEffective: (effective) => setState({ ...now, effective }),
    setKnown: (known) => setState({ ...now, known }),
    clear: () => setState({ ...now, effective: '', known: '', faults: NO_FAULTS }),
    read,
  };
}
