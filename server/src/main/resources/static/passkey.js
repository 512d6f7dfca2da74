// Makes a passkey, or signs in with one: asks the server what the browser is to do, and sends what it answers by the
// form it stands in. Without this file one signs in with a password.
(() => {
  const said = document.getElementById('passkey-words')?.dataset ?? {};
  const WORDS = {
    old: said.old,
    away: said.away,
    NotAllowedError: said.brokenOff,
    InvalidStateError: said.there,
    SecurityError: said.unsafe,
  };

  const answer = async form => {
    const { parseCreationOptionsFromJSON, parseRequestOptionsFromJSON } = window.PublicKeyCredential ?? {};
    if (!parseCreationOptionsFromJSON || !parseRequestOptionsFromJSON) throw new Error('old');
    const asked = await fetch(form.dataset.options, { redirect: 'error', cache: 'no-store' });
    if (!asked.ok) throw new Error('away');
    const options = await asked.json();
    const made = form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return JSON.stringify(made.toJSON());
  };

  document.querySelectorAll('form[data-passkey]').forEach(form => form.addEventListener('submit', async event => {
    event.preventDefault();
    const says = form.querySelector('[role=status]');
    const button = form.querySelector('button');
    button.disabled = true;
    says.textContent = '';
    try {
      form.elements.answer.value = await answer(form);
      form.submit();
    } catch (problem) {
      says.textContent = WORDS[problem.name] ?? WORDS[problem.message] ?? WORDS.away;
      button.disabled = false;
    }
  }));
})();
