import { html } from './html';

describe('html', () => {
  it('escapes everything that is put into it', () => {
    expect(html`<p title="${'" onclick="x'}">${'<script>&\''}</p>`.text).toBe('<p title="&quot; onclick=&quot;x">&lt;script&gt;&amp;&#39;</p>');
  });

  it('takes its own HTML, lists of it, numbers, and nothing', () => {
    expect(html`<ul>${['<a>', html`<b>${1}</b>`]}${false}${undefined}${0}</ul>`.text).toBe('<ul>&lt;a&gt;<b>1</b>0</ul>');
  });
});
