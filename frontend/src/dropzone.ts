/** Files can be dropped on the form, and the sending shows how far it is. */
class Dropzone {
  private readonly input: HTMLInputElement;

  constructor(private form: HTMLFormElement) {
    this.input = form.querySelector("input[type=file]") as HTMLInputElement;
    this.show("[data-drop-hint]", true);
    form.addEventListener("dragover", (event) => this.over(event, true));
    form.addEventListener("dragleave", (event) => this.over(event, false));
    form.addEventListener("drop", (event) => this.drop(event));
    form.addEventListener("submit", (event) => this.send(event));
  }

  private show(selector: string, on: boolean): void {
    const found = this.form.querySelector<HTMLElement>(selector);
    if (found) found.hidden = !on;
  }

  private over(event: DragEvent, on: boolean): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.form.classList.toggle("dropping", on);
  }

  private drop(event: DragEvent): void {
    this.over(event, false);
    if (event.dataTransfer?.files.length) this.input.files = event.dataTransfer.files;
  }

  private send(event: SubmitEvent): void {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.upload.addEventListener("progress", (sent) => this.progress(sent));
    request.addEventListener("load", () => this.answered(request));
    request.addEventListener("error", () => this.failed());
    this.show("[data-send-error]", false);
    this.show("[data-sending]", true);
    request.send(new FormData(this.form));
    this.busy(true);
  }

  private progress(sent: ProgressEvent): void {
    if (!sent.lengthComputable) return;
    const percent = Math.round((sent.loaded / sent.total) * 100);
    const bar = this.form.querySelector("progress");
    const text = this.form.querySelector("[data-sent]");
    if (bar) bar.value = percent;
    if (text) text.textContent = `${percent} %`;
  }

  private answered(request: XMLHttpRequest): void {
    if (request.status >= 500 || request.status === 0) return this.failed();
    if (new URL(request.responseURL).pathname !== new URL(this.form.action).pathname) {
      return window.location.assign(request.responseURL);
    }
    // The form came back with what is wrong with the file.
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    const again = answer.querySelector<HTMLFormElement>("form[data-dropzone]");
    if (!again) return this.failed();
    this.form.replaceWith(again);
    new Dropzone(again);
  }

  private failed(): void {
    this.busy(false);
    this.show("[data-sending]", false);
    this.show("[data-send-error]", true);
  }

  private busy(on: boolean): void {
    for (const one of this.form.querySelectorAll("button")) one.disabled = on;
  }
}

/** Make every upload form of the page a drop zone. */
export function startDropzones(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-dropzone]")) {
    new Dropzone(form);
  }
}
