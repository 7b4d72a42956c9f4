/** A denial explained from the record of an example case; the card and the letter that follow. */
import { SHOWN_WORDS_NEVER } from './words-never';
import { renderAppealLetter } from '../../src/packets/render/appeal-letter.renderer';
import { renderPeerToPeerCard } from '../../src/packets/render/peer-to-peer-card.renderer';
import { textOfPages } from '../packets/pdf-text';
import { DENIED, denialOf } from './denial-of-case';

const REASON = 'Only one diagnostic block was documented. The Oswestry score was not provided. The psychological evaluation was not submitted.';
const plainText = async (pdf: Uint8Array) => (await textOfPages(pdf)).map((text) => text.replace(/\s+/g, ' '));

describe('a denial that the record answers', () => {
  const { explained, card, now } = denialOf('example-01', REASON);

  it('points to the findings that are met and to the evidence that was sent', () => {
    const [blocks, disability, psych] = explained.reasons;
    expect(blocks).toMatchObject({ kind: 'block-count', answer: 'record-answers' });
    expect(disability).toMatchObject({ kind: 'baseline-function', bucket: 'not-done-yet', answer: 'record-answers', said: ['The Oswestry score was not provided'], fix: expect.stringContaining('holds it') });
    expect(disability?.findings.flatMap(({ evidence }) => evidence.map(({ wasSent }) => wasSent))).toEqual(expect.arrayContaining([true]));
    expect(psych).toMatchObject({ kind: 'psych-evaluation', answer: 'not-asked', fix: expect.stringContaining(now.policy.document) });
  });

  it('says in three lines what was denied, what is met on which page, and what is asked', () => {
    expect(card.toSay).toHaveLength(3);
    expect(card.toSay[1]).toContain('page 4, document page 9');
    expect(card.reason).toBe(REASON);
  });

  it('does not say that every criterion is met where something of the reason is not answered by one', () => {
    expect(card.toSay[2]).toContain('Not answered by it: psychological evaluation');
    const unread = denialOf('example-01', 'Only one diagnostic block was documented. The reviewer has spoken with the plan about other matters.').card;
    expect([unread.unread.length, unread.toSay[2]]).toEqual([1, expect.stringContaining('1 sentence that we cannot place')]);
    expect(denialOf('example-01', 'Only one diagnostic block was documented.').card.toSay[2]).toContain('Every criterion your reason names is met');
  });

  it('tells apart what was recorded after the packet was sent', () => {
    const later = denialOf('example-01', REASON, ({ type }) => type === 'score');
    expect(later.explained.reasons[1]?.fix).toContain('the packet that was denied did not');
    expect(later.card.criteria.find(({ title }) => title.startsWith('Disability'))?.evidence.some(({ page }) => page === undefined)).toBe(true);
  });
});

describe('a denial that is right', () => {
  it('says what is not in the record, what to document, and who could', () => {
    const { explained, card, letter, now } = denialOf('example-02', 'The first block did not produce at least 80% relief.');
    const [reason] = explained.reasons;
    expect(reason).toMatchObject({ kind: 'block-relief', bucket: 'clinically-senseless', answer: 'record-lacks' });
    expect(reason?.findings.some(({ outcome }) => outcome === 'unmet')).toBe(true);
    expect(now.gaps.some(({ toDocument }) => reason?.fix.includes(toDocument))).toBe(true);
    expect(card.toSay[2]).toContain('Recorded and short of the policy');
    expect(letter.sections.flatMap(({ sentences }) => sentences.map(({ text }) => text)).some((text) => text.includes('not met'))).toBe(true);
  });
});

describe('the letter', () => {
  it('cites a fact of the record for every sentence about the patient, and the facts it cites are listed', () => {
    for (const name of ['example-01', 'example-02', 'example-04', 'example-05', 'example-06']) {
      const { letter, now } = denialOf(name, REASON);
      const listed = letter.evidence.map(({ factId }) => factId);
      const sentences = letter.sections.flatMap((section) => section.sentences);
      for (const { restsOn, factIds } of sentences) {
        if (restsOn === 'facts') expect(factIds.length).toBeGreaterThan(0);
        for (const id of factIds) expect(listed).toContain(id);
      }
      for (const { sentences: told } of now.narrative) for (const { text } of told) expect(sentences.map((one) => one.text)).toContain(text);
      expect(sentences.map(({ text }) => text).join(' ')).not.toMatch(SHOWN_WORDS_NEVER);
    }
  });

  it('is printed with its sentences, its facts, two identifiers and the page on every page', async () => {
    const { letter } = denialOf('example-01', REASON);
    const pages = await plainText(await renderAppealLetter(letter));
    pages.forEach((text, index) => {
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(text).toContain('Testperson, Rosalind Q. · born');
    });
    const all = pages.join(' ');
    expect(all).toContain(letter.level.arithmetic);
    for (const { description } of letter.evidence) expect(all).toContain(description.slice(0, 30));
  });
});

describe('the card', () => {
  it('is one page with reason, findings, pages, lines and boxes', async () => {
    const { card } = denialOf('example-01', REASON);
    const [page = '', ...more] = await plainText(await renderPeerToPeerCard(card));
    expect(more).toEqual([]);
    for (const words of [REASON, 'Page 1 of 1', 'Testperson, Rosalind Q. · born', 'member id 1EG4-TE5-MK72', 'page 4, document page 9', 'Reviewer: name', 'Outcome:', DENIED.payerReference ?? '', ...card.toSay.map((line) => line.slice(0, 60))]) expect(page).toContain(words);
    expect(page).not.toMatch(SHOWN_WORDS_NEVER);
  });

  it('stays one page whatever the payer wrote, and says what it leaves out', async () => {
    const long = denialOf('example-02', `${REASON} The block did not produce at least 80% relief. Physical therapy notes were not submitted. The onset of pain is not stated. A baseline pain score is not documented. The levels blocked do not match the levels requested. Duration of relief was not consistent with the anesthetic used. ${'The plan has reviewed this request at length and in every detail of it. '.repeat(20)}`,
      undefined, { ...DENIED, payer: 'X'.repeat(80) });
    const pages = await plainText(await renderPeerToPeerCard(long.card));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('[...]');
  });

  it('is the same bytes every time', async () => {
    const { card } = denialOf('example-05', REASON);
    expect(Buffer.compare(await renderPeerToPeerCard(card), await renderPeerToPeerCard(card))).toBe(0);
  });
});
