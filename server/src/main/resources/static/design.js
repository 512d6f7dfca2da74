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

  document.addEventListener('DOMContentLoaded', () => {
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
