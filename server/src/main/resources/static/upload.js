// Sends a file in parts (tus 1.0.0), goes on after an interruption, and shows how far it is. Without this file the form
// sends the file whole.
(() => {
  const PART = 4 << 20;
  const TRIES = 12;
  const wait = ms => new Promise(done => setTimeout(done, ms));
  const base64 = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  // What is said in the language of the page; `{0}` stands for what fills it.
  const words = () => document.getElementById('upload-words').dataset;
  const filled = (text, ...parts) => text.replace(/\{(\d)\}/g, (mark, i) => parts[i]);
  const shown = (value, decimals) =>
    value.toLocaleString(document.documentElement.lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const size = bytes => bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : bytes < 1e9 ? `${shown(bytes / 1e6, 1)} MB` : `${shown(bytes / 1e9, 2)} GB`;
  const kept = {
    key: file => `upload ${file.name} ${file.size} ${file.lastModified}`,
    get: file => { try { return localStorage.getItem(kept.key(file)); } catch { return null; } },
    set: (file, where) => { try { localStorage.setItem(kept.key(file), where); } catch { /* it then begins anew after a reload */ } },
    forget: file => { try { localStorage.removeItem(kept.key(file)); } catch { /* nothing was kept */ } },
  };
  class Refused extends Error {}

  let token = '';
  const ask = async (method, address, headers = {}, body = undefined, signal = undefined) =>
    fetch(address, { method, headers: { 'Tus-Resumable': '1.0.0', 'X-XSRF-TOKEN': token, ...headers }, body, signal, redirect: 'error' });

  const create = async (address, file) => {
    const answer = await ask('POST', address, {
      'Upload-Length': String(file.size),
      'Upload-Metadata': `filename ${base64(new TextEncoder().encode(file.name))}`,
    });
    if (answer.status !== 201) throw new Refused(await answer.text());
    const where = answer.headers.get('Location');
    kept.set(file, where);
    return { where, offset: Number(answer.headers.get('Upload-Offset')) };
  };

  const goOn = async (where, file) => {
    const answer = await ask('HEAD', where);
    return answer.ok && Number(answer.headers.get('Upload-Length')) === file.size
      ? { where, offset: Number(answer.headers.get('Upload-Offset')) } : null;
  };

  const send = async (address, file, tell, signal) => {
    const earlier = kept.get(file);
    let upload = earlier ? await goOn(earlier, file) : null;
    upload ??= await create(address, file);
    let tries = 0;
    while (upload.offset < file.size) {
      tell(upload.offset, tries);
      const part = await file.slice(upload.offset, upload.offset + PART).arrayBuffer();
      const headers = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(upload.offset) };
      if (crypto.subtle) headers['Upload-Checksum'] = `sha256 ${base64(await crypto.subtle.digest('SHA-256', part))}`;
      try {
        const answer = await ask('PATCH', upload.where, headers, part, signal);
        if ([400, 401, 403, 404, 413, 415, 507].includes(answer.status)) throw new Refused(await answer.text());
        if (answer.status === 204) {
          upload.offset = Number(answer.headers.get('Upload-Offset'));
          tries = 0;
          continue;
        }
      } catch (failure) {
        if (failure instanceof Refused || failure.name === 'AbortError') throw failure;
      }
      if (++tries > TRIES) throw new Refused(words().silent);
      tell(upload.offset, tries);
      await wait(Math.min(500 * 2 ** tries, 10000));
      try { upload = await goOn(upload.where, file) ?? upload; } catch { /* it is asked again */ }
    }
    tell(file.size, 0);
    kept.forget(file);
    return upload.where.split('/').pop();
  };

  const begin = async (form, file) => {
    const sending = form.querySelector('.sending');
    const bar = sending.querySelector('progress');
    const status = sending.querySelector('[role=status]');
    const stopper = new AbortController();
    token = form.dataset.token;
    sending.hidden = false;
    sending.querySelector('[data-stop]').onclick = () => stopper.abort();
    const begun = Date.now();
    let first = -1;
    const tell = (offset, tries) => {
      if (first < 0) first = offset;
      bar.value = file.size ? 100 * offset / file.size : 100;
      const speed = (offset - first) / Math.max(1, Date.now() - begun);
      const left = speed > 0 ? ` · ${filled(words().left, Math.max(1, Math.round((file.size - offset) / speed / 1000)))}` : '';
      status.textContent = tries ? filled(words().again, tries, TRIES)
        : filled(words().sending, file.name, size(offset), size(file.size)) + left;
    };
    try {
      const id = await send(form.dataset.upload, file, tell, stopper.signal);
      location.assign(`/data/import/${id}`);
    } catch (failure) {
      status.textContent = failure.name === 'AbortError' ? words().stopped
        : failure instanceof Refused ? failure.message.trim() : words().away;
    }
  };

  const forms = event => event.target instanceof Element ? event.target.closest('form[data-upload]') : null;
  document.addEventListener('change', event => {
    const form = forms(event);
    if (form && event.target.files?.length) begin(form, event.target.files[0]);
  });
  document.addEventListener('submit', event => {
    const form = forms(event);
    const file = form?.querySelector('input[type=file]').files[0];
    if (!file) return;
    event.preventDefault();
    begin(form, file);
  });
  document.addEventListener('dragover', event => {
    const form = forms(event);
    if (form) { event.preventDefault(); form.classList.add('over'); }
  });
  document.addEventListener('dragleave', event => forms(event)?.classList.remove('over'));
  document.addEventListener('drop', event => {
    const form = forms(event);
    if (!form) return;
    event.preventDefault();
    form.classList.remove('over');
    if (event.dataTransfer.files.length) begin(form, event.dataTransfer.files[0]);
  });
})();
