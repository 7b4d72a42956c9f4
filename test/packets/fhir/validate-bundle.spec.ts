import { createHash } from 'node:crypto';
import type { Json, Problem } from './definitions';
import { derivedFaults } from './derived-faults';
import { describeWithGuides } from './guides';
import { FAULTS, planted } from './planted-faults';
import { problemsOf, REQUEST_BUNDLE } from './validate-bundle';

const INQUIRY_BUNDLE = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/profile-pas-inquiry-request-bundle';

const said = (problems: readonly Problem[]): readonly string[] => problems.map(({ check, at, says }) => `${check} ${at} ${says}`);

/** The guide's own examples of what a sender sends. */
const SOUND = [
  ['Bundle-HomecareAuthorizationBundleExample', REQUEST_BUNDLE],
  ['Bundle-HomecareAuthorizationUpdateBundleExample', REQUEST_BUNDLE],
  ['Bundle-MedicalServicesAuthorizationBundleExample', REQUEST_BUNDLE],
  ['Bundle-PASClaimInquiryBundleExample', INQUIRY_BUNDLE],
] as const;

/** Examples that deviate from the guide they belong to, and in what. */
const DEVIATING: Readonly<Record<string, readonly RegExp[]>> = {
  // The profile binds the code of a quantity to X12's units; the example counts visits in UCUM.
  'Bundle-ReferralAuthorizationBundleExample': [/binding .*ServiceRequest\.quantityQuantity\.code http:\/\/unitsofmeasure\.org#1 is not in/],
  // Its role refers to the practitioner and the place of the referral example; its own two are referred to by nobody.
  'Bundle-SurgicalRequestBundleExample': [
    /reference .*practitioner Practitioner\/ReferralPractitionerExample is not in the bundle/, /reference .*location\[0\] Location\/ReferralLocationExample is not in the bundle/,
    /reference .*nothing that the first entry leads to refers to this Practitioner/, /reference .*nothing that the first entry leads to refers to this Location/],
};

describeWithGuides('the validator of request bundles', (guides) => {
  const exampleOf = (name: string): Json => guides().examples.get(name) ?? (() => { throw new Error(`no example ${name}`); })();

  /** The guide's referral with its one deviation mended: every kind of entry that our bundles have. */
  function referral(): Json {
    const text = JSON.stringify(exampleOf('Bundle-ReferralAuthorizationBundleExample'));
    return JSON.parse(text.replace('"http://unitsofmeasure.org","code":"1"', '"https://codesystem.x12.org/005010/673","code":"VS"')) as Json;
  }

  it.each(SOUND)('passes %s', (name, profile) => {
    expect(said(problemsOf(exampleOf(name), guides(), profile))).toEqual([]);
  });

  it.each(Object.keys(DEVIATING))('tells of %s what it deviates in, and nothing else', (name) => {
    expect(said(problemsOf(exampleOf(name), guides()))).toEqual(DEVIATING[name]?.map((pattern) => expect.stringMatching(pattern)));
  });

  it('knows every example of a request in the guide', () => {
    const requests = [...guides().examples].filter(([, { resourceType, meta }]) => resourceType === 'Bundle' && /request-bundle$/.test(String((meta as { profile?: readonly string[] } | undefined)?.profile?.[0])));
    expect(requests.map(([name]) => name).sort()).toEqual([...SOUND.map(([name]) => name), ...Object.keys(DEVIATING)].sort());
  });

  it('finds nothing in a sound bundle', () => {
    expect(said(problemsOf(referral(), guides()))).toEqual([]);
  });

  it('finds whatever the profiles require left out, and whatever they prescribe changed, one at a time', () => {
    const faults = [...derivedFaults(referral(), guides())];
    expect(faults.length).toBeGreaterThan(60);
    expect(faults.filter(({ bundle }) => problemsOf(bundle, guides()).length === 0).map(({ name }) => name)).toEqual([]);
  });

  it.each(FAULTS.map((fault) => [fault.name, fault] as const))('finds %s', (_, fault) => {
    const sound = referral();
    const spoiled = planted(sound, fault);
    expect(digestOf(spoiled)).not.toBe(digestOf(sound));
    expect(said(problemsOf(spoiled, guides()))).toContainEqual(expect.stringMatching(fault.noticed));
  });
});

function digestOf(value: Json): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
