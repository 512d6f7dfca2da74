// Small progressive enhancements. Every page reads and works without this file.
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const kept = {
    get: () => { try { return localStorage.getItem('theme'); } catch { return null; } },
    set: theme => { try { localStorage.setItem('theme', theme); } catch { /* storage is switched off: the choice lasts for this page */ } },
  };

  // What is said in the language of the page; `{0}` stands for what fills it.
  const words = () => document.getElementById('script-words').dataset;
  const filled = (text, ...parts) => text.replace(/\{(\d)\}/g, (mark, i) => parts[i]);

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
    const shown = (value, decimals) => value.toLocaleString(root.lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: false });
    const plain = value => value.toLocaleString(root.lang, { maximumFractionDigits: 20, useGrouping: false });
    const signed = value => `${value < 0 ? '\u2212' : '+'}${shown(Math.abs(value), 2)}`;
    const [from, to] = [Number(number.min), Number(number.max)];
    const answer = () => {
      const at = Number(number.value);
      const room = 0.005 * Math.abs(to - from) + 1e-9;
      if (number.value === '' || at < from - room || at > to + room) {
        level.textContent = '';
        range.textContent = filled(words().outside, plain(from), plain(to));
        return;
      }
      const by = at - of('now');
      const ends = [of('low') * by, of('high') * by].sort((a, b) => a - b);
      const value = Math.min(end('most', Infinity), Math.max(end('least', -Infinity), of('level') + of('slope') * by));
      level.textContent = shown(value, of('decimals')) + form.dataset.suffix;
      range.textContent = filled(words().change, signed(of('slope') * by), signed(ends[0]), signed(ends[1]));
    };
    slider.addEventListener('input', () => { number.value = slider.value; answer(); });
    number.addEventListener('input', () => { slider.value = number.value; answer(); });
  };

  const made = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };

  // The page of a search as a dialog: what it finds is read from that page, so both find the same.
  const palette = link => {
    const input = made('input', {
      type: 'search', name: 'q', role: 'combobox', autocomplete: 'off', spellcheck: 'false', autofocus: '',
      placeholder: words().wanted,
      'aria-label': words().search, 'aria-controls': 'palette-found', 'aria-expanded': 'false', 'aria-autocomplete': 'list',
    });
    const list = made('ul', { id: 'palette-found', role: 'listbox', 'aria-label': words().found, class: 'found' });
    const says = made('p', { class: 'note dim pad', role: 'status' });
    const dialog = made('dialog', { class: 'palette', 'aria-label': words().search }, input, list, says);
    let asked = new AbortController();
    let waits = 0;
    let at = -1;

    const choose = next => {
      const options = all('[role=option]', list);
      at = options.length ? (next + options.length) % options.length : -1;
      options.forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
      if (at < 0) { input.removeAttribute('aria-activedescendant'); return; }
      input.setAttribute('aria-activedescendant', options[at].id);
      options[at].scrollIntoView({ block: 'nearest' });
    };
    const show = (links, more) => {
      list.replaceChildren(...links.map((found, i) => {
        const option = made('li', { role: 'option', id: `palette-${i}`, 'aria-selected': 'false' }, ...found.childNodes);
        option.dataset.href = found.getAttribute('href');
        return option;
      }));
      list.hidden = links.length === 0;
      input.setAttribute('aria-expanded', String(links.length > 0));
      says.textContent = links.length ? `${more} ${words().keys}`.trim() : words().nothing;
      choose(0);
    };
    const search = async () => {
      clearTimeout(waits);
      waits = 0;
      asked.abort();
      asked = new AbortController();
      const address = new URL(link.href);
      address.searchParams.set('q', input.value);
      try {
        const answer = await fetch(address, { signal: asked.signal });
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        if (!answer.ok) { says.textContent = words().busy; return; }
        show(all('#found a', page), page.querySelector('#more')?.textContent ?? '');
      } catch (reason) {
        if (reason.name !== 'AbortError') location.href = address;
      }
    };
    // Who types on is not answered letter by letter.
    const later = () => {
      clearTimeout(waits);
      waits = setTimeout(search, 120);
    };
    const open = () => {
      if (dialog.open) return;
      dialog.isConnected || document.body.append(dialog);
      dialog.showModal();
      input.select();
      search();
    };
    const go = option => { if (option) { dialog.close(); location.href = option.dataset.href; } };

    input.addEventListener('input', later);
    input.addEventListener('keydown', async event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step && event.key !== 'Enter') return;
      event.preventDefault();
      if (waits) await search();
      if (step) choose(at + step);
      else go(all('[role=option]', list)[at]);
    });
    list.addEventListener('click', event => go(event.target.closest('[role=option]')));
    dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
    link.addEventListener('click', event => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    document.addEventListener('keydown', event => {
      const plain = !event.metaKey && !event.ctrlKey && !event.altKey;
      const typing = event.target.closest('input, textarea, select, [contenteditable]');
      if ((plain && event.key === '/' && !typing) || ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k')) {
        event.preventDefault();
        open();
      }
    });
  };

  // A link of these very days goes to the clipboard; where there is none, it leads to the page, whose address it is.
  const copies = link => {
    const label = link.querySelector('.label');
    const before = label.textContent;
    link.addEventListener('click', async event => {
      if (!navigator.clipboard || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      try {
        await navigator.clipboard.writeText(link.href);
        label.textContent = words().copied;
        link.classList.add('copied');
        setTimeout(() => { label.textContent = before; link.classList.remove('copied'); }, 2000);
      } catch {
        location.href = link.href;
      }
    });
  };

  document.addEventListener('DOMContentLoaded', () => {
    all('[data-palette]').forEach(palette);
    all('[data-copies]').forEach(copies);
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
