import { featuresOf, isPassedOver } from './features';
import { FILE } from './pattern-file';
import { expressionOf } from './pattern';

describe('what is compared of a sentence', () => {
  it('is its words by their beginnings, with figures and levels each as one, and the ideas it holds', () => {
    const features = featuresOf('ODI of 14% at L4-5 is not documented.');
    expect(features).toEqual(expect.arrayContaining(['odi', '#', '@', 'docume', '{disability}', '{lack}']));
    expect(features).not.toContain('{heart}');
  });

  it('is the same however it is written', () => {
    expect(featuresOf("can't find PT notes")).toEqual(featuresOf('Cannot find pt notes'));
  });
});

describe('the ideas', () => {
  it('name no other idea that is not there', () => {
    for (const text of [...Object.values(FILE.words), ...FILE.passedOver]) expect(expressionOf(text, FILE.words).source).not.toMatch(/unknown word|\{[a-z]+\}/);
  });
});

describe('a courtesy, or a matter no criterion speaks of', () => {
  it.each(['You may appeal this decision.', 'The patient takes warfarin.', 'MRI of the knee is not approved.'])('%s', (text) => expect(isPassedOver(text)).toBe(true));
  it('is nothing that a criterion speaks of', () => expect(isPassedOver('The MRI of the lumbar spine is missing.')).toBe(false));
});
