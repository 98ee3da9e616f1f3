// What a service worker may touch and keep, as plain questions about addresses and answers.

/** A secret link's page is never touched: its address goes nowhere but to the server. */
const SECRET = "/toegang/";
const ALSO_SECRET = "/aanmelding/";
/** After these this browser may be somebody else: nothing that was kept is shown any more. */
const CHANGES_WHO = ["/afmelden", SECRET];
const HASHED = /^\/static\/build\/[\w-]+-[A-Z0-9]{8}\.\w+$/;

export type Way = "page" | "file" | "forget" | "leave";

/** What is to be done with a request for this address: `leave` means that the browser does it alone. */
export function wayOf(url: URL, origin: string, method: string, mode: string): Way {
  if (url.origin !== origin) return "leave";
  if (method === "POST" && CHANGES_WHO.some((path) => url.pathname.startsWith(path))) return "forget";
  if (method !== "GET" || [SECRET, ALSO_SECRET].some((path) => url.pathname.startsWith(path))) return "leave";
  if (HASHED.test(url.pathname)) return "file";
  return mode === "navigate" ? "page" : "leave";
}

/** Whether an answer is our server's: a captive portal answers every address with its own page. */
export function isOurs(response: Response): boolean {
  return response.headers.get("X-Oogst") !== null;
}

/** Whether an answer may be kept to be shown later. */
export function mayKeep(response: Response): boolean {
  return isOurs(response) && response.status === 200 && response.headers.get("X-Oogst-Keep") !== null;
}

/** Whether our server says that there is nothing at this address for this browser any more. */
export function isGone(response: Response): boolean {
  return isOurs(response) && [403, 404, 410].includes(response.status);
}
