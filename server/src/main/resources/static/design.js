// Small progressive enhancements. Every page reads and works without this file.
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const kept = {
    get: () => { try { return localStorage.getItem('theme'); } catch { return null; } },
    set: theme => { try { localStorage.setItem('theme', theme); } catch { /* storage is switched off: the choice lasts for this page */ } },
  };

  root.classList.add('scripted');
  const asked = root.dataset.theme || kept.get();
  if (asked === 'light' || asked === 'dark') root.dataset.theme = asked;

  const toggleTheme = () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    kept.set(root.dataset.theme);
  };

  const sortCauses = (body, by) => {
    const rows = all('tr[data-rank]', body);
    const groups = all('tr.grp', body);
    const key = by === 'number' ? 'n' : 'rank';
    rows.sort((a, b) => a.dataset[key] - b.dataset[key]).forEach(row => body.append(row));
    groups.forEach(group => { group.hidden = by !== 'number'; });
    if (by === 'number') [1, 11].forEach((number, i) => body.insertBefore(groups[i], rows.find(row => +row.dataset.n === number)));
  };

  // The answer to "what if": always a range, and none outside the range of the data. As WhatIf.java has it.
  const whatIf = form => {
    const [number, slider] = [form.elements.at, form.querySelector('[data-slider]')];
    const [level, range] = [form.querySelector('output[data-level]'), form.querySelector('output[data-range]')];
    const of = name => Number(form.dataset[name]);
    const end = (name, otherwise) => form.dataset[name] === '' ? otherwise : of(name);
    const signed = value => `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(2)}`;
    const [from, to] = [Number(number.min), Number(number.max)];
    const answer = () => {
      const at = Number(number.value);
      const room = 0.005 * Math.abs(to - from) + 1e-9;
      if (number.value === '' || at < from - room || at > to + room) {
        level.textContent = '';
        range.textContent = `Nothing can be said: there are data from ${number.min} to ${number.max} only.`;
        return;
      }
      const by = at - of('now');
      const ends = [of('low') * by, of('high') * by].sort((a, b) => a - b);
      const value = Math.min(end('most', Infinity), Math.max(end('least', -Infinity), of('level') + of('slope') * by));
      level.textContent = value.toFixed(of('decimals')) + form.dataset.suffix;
      range.textContent = `${signed(of('slope') * by)}, likely ${signed(ends[0])} to ${signed(ends[1])}`;
    };
    slider.addEventListener('input', () => { number.value = slider.value; answer(); });
    number.addEventListener('input', () => { slider.value = number.value; answer(); });
  };

  document.addEventListener('DOMContentLoaded', () => {
    all('[data-whatif]').forEach(whatIf);
    all('[data-theme-toggle]').forEach(button => button.addEventListener('click', toggleTheme));
    all('[data-submits] select').forEach(select => select.addEventListener('change', () => select.form.requestSubmit()));
    all('[data-sort]').forEach(choice => choice.addEventListener('click', event => {
      const link = event.target.closest('a');
      const body = document.getElementById(choice.dataset.sort);
      if (!link || !body || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      all('a', choice).forEach(other => other.removeAttribute('aria-current'));
      link.setAttribute('aria-current', 'true');
      sortCauses(body, link.dataset.by);
      history.replaceState(null, '', link.href);
    }));
    all('[data-refresh]').forEach(note => setTimeout(() => location.reload(), 1000 * note.dataset.refresh));
  });
})();
