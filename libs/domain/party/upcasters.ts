/** Versions of the stored events of `party`, oldest first. A new version adds one function to its list. */
export const schemas = {
  PartyRegistered: { name: 'party.registered', upcast: [registeredFrom1] },
  PartyCorrected: { name: 'party.corrected', upcast: [] },
  PartyStatusChecked: { name: 'party.status-checked', upcast: [] },
  AidGranted: { name: 'party.aid-granted', upcast: [] },
} as const;

/** Version 2 tells what body a party is; version 1 knew only its kind, name and codes. */
function registeredFrom1(data: object): object {
  return {
    ...data,
    taxCodeOverride: null,
    thirdSector: null,
    publicBody: null,
    foundationType: null,
    mixedCapital: null,
  };
}
