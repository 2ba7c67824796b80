/**
 * Passkeys: turns a form marked `data-passkey` into one that asks the browser for the key first.
 * `create` and `get` read their options from the page, `sign-in` fetches them when asked.
 */

type Json = Record<string, unknown>;

function bytes(text: unknown): ArrayBuffer {
  const base64 = String(text).replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer): string {
  const signs = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function withIds(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list ?? []) as Json[]).map(
    (one) => ({ ...one, id: bytes(one.id) }) as unknown as PublicKeyCredentialDescriptor,
  );
}

async function create(options: Json, resident: boolean): Promise<Json> {
  const user = options.user as Json;
  const selection = resident
    ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
    : {};
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: withIds(options.excludeCredentials),
    authenticatorSelection: { ...(options.authenticatorSelection as object), ...selection },
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const answer = made.response as AuthenticatorAttestationResponse;
  return whole(made, { attestationObject: text(answer.attestationObject) });
}

async function get(options: Json): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: withIds(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const answer = found.response as AuthenticatorAssertionResponse;
  return whole(found, {
    authenticatorData: text(answer.authenticatorData),
    signature: text(answer.signature),
    userHandle: answer.userHandle ? text(answer.userHandle) : null,
  });
}

function whole(key: PublicKeyCredential, response: Json): Json {
  return {
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment,
    clientExtensionResults: key.getClientExtensionResults(),
    response: { ...response, clientDataJSON: text(key.response.clientDataJSON) },
  };
}

async function ask(form: HTMLFormElement): Promise<Json> {
  if (form.dataset.passkey === "sign-in") {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { headers });
    const told = (await answer.json()) as { request_options: { publicKey: Json } };
    return get(told.request_options.publicKey);
  }
  const told = JSON.parse(document.getElementById("js_data")?.textContent ?? "{}") as Json;
  if (form.dataset.passkey === "create") {
    const alone = form.querySelector<HTMLInputElement>("[name=passwordless]")?.checked ?? false;
    return create((told.creation_options as { publicKey: Json }).publicKey, alone);
  }
  return get((told.request_options as { publicKey: Json }).publicKey);
}

function start(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("[name=credential]");
  const trouble = form.querySelector<HTMLElement>("[data-passkey-trouble]");
  if (!field || !window.PublicKeyCredential) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (trouble) trouble.hidden = true;
    ask(form).then(
      (key) => {
        field.value = JSON.stringify(key);
        form.submit();
      },
      () => {
        if (trouble) trouble.hidden = false;
      },
    );
  });
}

/** Bring the page's forms for passkeys to life; without this they stay hidden. */
export function startPasskeys(): void {
  document.querySelectorAll<HTMLFormElement>("form[data-passkey]").forEach(start);
}
