// Questions over plain HTTP, with the page's CSRF token. An answer counts only when it is ours: a
// captive portal answers every address with its own page.
import { isOurs, type Problem } from "../live/protocol";

/** No answer of our server: no network, a portal of the Wi-Fi, or the server is away. */
export class NotOurs extends Error {
  constructor(readonly portal: boolean) {
    super(portal ? "captive portal" : "no answer");
  }
}

export class Poster {
  constructor(private csrf: string) {}

  get token(): string {
    return this.csrf;
  }

  /** Posts a form and reads the JSON answer, with this `part`; throws NotOurs when there is none of ours. */
  async post<T extends object>(
    url: string,
    fields: Record<string, string>,
    part?: keyof T & string,
  ): Promise<T | { error: Problem }> {
    const response = await this.answer(url, fields);
    if (response.headers.get("X-Oogst") === null) throw new NotOurs(response.ok || response.type === "opaqueredirect");
    const answer = (await response.json().catch(() => null)) as (T & { csrf?: string }) | null;
    if (answer === null || !isOurs(answer, part)) throw new NotOurs(false);
    if (answer.csrf !== undefined) this.csrf = answer.csrf;
    return answer;
  }

  private async answer(url: string, fields: Record<string, string>): Promise<Response> {
    try {
      return await fetch(url, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual", // ours never sends a script elsewhere; a portal does
        headers: { Accept: "application/json", "X-CSRFToken": this.csrf },
        body: new URLSearchParams(fields),
      });
    } catch {
      throw new NotOurs(false);
    }
  }
}
