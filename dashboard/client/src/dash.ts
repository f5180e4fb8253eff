// The one place that knows Dash's global object, which has no types: everything else imports these functions.

// biome-ignore-all lint/suspicious/noExplicitAny: Dash's global object takes and gives values of every type.

type Properties = Record<string, unknown>;
type ClientFunction = (...values: any[]) => unknown;

interface DashClient {
  set_props(id: string, properties: Properties): void;
}

function dash(): DashClient {
  return (window as any).dash_clientside;
}

/** Change properties of a component, as a callback would. */
export function setProps(id: string, properties: Properties): void {
  dash().set_props(id, properties);
}

/** Whether Dash has started, so that `setProps` works. */
export function dashHasStarted(): boolean {
  return Boolean((window as any).dash_clientside?.set_props);
}

/** Make functions known to Dash, as `ClientsideFunction(namespace, name)` names them. */
export function registerClientFunctions(namespace: string, functions: Record<string, ClientFunction>): void {
  (window as any).dash_clientside = { ...(window as any).dash_clientside, [namespace]: functions };
}

/** What the app's addresses begin with: "/" unless it is served under a prefix, "/lab/". The page's first line has it,
 * since the page's code begins before Dash's configuration is there. */
export function requestsPrefix(): string {
  const stated = document.documentElement.dataset.prefix;
  if (stated) return stated;
  const config = document.getElementById("_dash-config")?.textContent;
  return config ? (JSON.parse(config).requests_pathname_prefix ?? "/") : "/";
}
