// The app's own paths ("/model"), and those in the browser, which begin with what it is served under ("/lab/model").
import { requestsPrefix } from "../dash";

/** The app's own path of one in the browser. One that has no prefix, as in a link of the page, is its own. */
export function withoutPrefix(path: string): string {
  const prefix = requestsPrefix();
  if (`${path}/` === prefix) return "/";
  return path.startsWith(prefix) ? path.slice(prefix.length - 1) : path;
}

/** The path in the browser of one of the app's own. */
export function withPrefix(path: string): string {
  return requestsPrefix() + path.slice(1);
}
