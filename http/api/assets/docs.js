/** Sends what a form says to this server, and shows what comes back. */
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const output = form.querySelector('output');
    output.textContent = '…';
    output.textContent = await send(form).catch((error) => String(error));
  });
}

async function send(form) {
  const { method, path } = form.dataset;
  const inputs = [...form.querySelectorAll('input')].filter(({ value }) => value !== '');
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, value, dataset } of inputs) {
    if (dataset.in === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(value));
    else query.append(name, value);
  }
  const body = form.querySelector('textarea')?.value;
  const token = document.querySelector('#token').value;
  const response = await fetch(`/api/v1${filled}${query.size > 0 ? `?${query}` : ''}`, {
    method: method.toUpperCase(),
    credentials: 'omit',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body }),
  });
  const text = await response.text();
  return `${response.status}\n${pretty(text)}`;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
