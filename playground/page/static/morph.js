// Makes what is shown like fresh HTML while keeping what a person is doing: typed text, focus, scroll, open menus.

const OWN = new Set(["aria-busy", "inert"]); // set by this page, unknown to the server

export function morph(shown, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  children(shown, fresh.content);
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.id ? node.id : null;
}

function alike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
}

function children(shown, fresh) {
  const keyed = new Map();
  for (const child of shown.children) if (child.id) keyed.set(child.id, child);
  let at = shown.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const key = keyOf(wanted);
    let found = key ? keyed.get(key) : null;
    if (found && found.nodeName !== wanted.nodeName) found = null;
    if (!found && !key && at && alike(at, wanted)) found = at;
    if (!found) {
      shown.insertBefore(wanted, at);
      continue;
    }
    if (found === at) at = at.nextSibling;
    else if (key && at && isGone(at, fresh)) {
      // What stood in between is no longer wanted: taking it out moves nothing that stays.
      while (at && at !== found) {
        const next = at.nextSibling;
        if (!isGone(at, fresh)) break;
        at.remove();
        at = next;
      }
      if (at === found) at = at.nextSibling;
      else shown.insertBefore(found, at);
    } else shown.insertBefore(found, at);
    update(found, wanted);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function isGone(node, fresh) {
  const key = keyOf(node);
  return !key || ![...fresh.children].some((child) => child.id === key);
}

function update(shown, fresh) {
  if (shown.nodeType !== Node.ELEMENT_NODE) {
    if (shown.nodeValue !== fresh.nodeValue) shown.nodeValue = fresh.nodeValue;
    return;
  }
  if (shown.isEqualNode(fresh)) return;
  attributes(shown, fresh);
  if (shown.nodeName === "TEXTAREA") {
    if (shown.defaultValue !== fresh.defaultValue) shown.value = shown.defaultValue = fresh.defaultValue;
  } else if (!shown.hasAttribute("data-keep")) children(shown, fresh);
}

function attributes(shown, fresh) {
  const isOwn = (name) => OWN.has(name) || (name === "open" && shown.nodeName === "DETAILS");
  for (const { name, value } of fresh.attributes) {
    if (isOwn(name) || shown.getAttribute(name) === value) continue;
    shown.setAttribute(name, value);
    // An attribute no longer moves what was typed or ticked, so the property follows it here.
    if (name === "value" && shown.nodeName === "INPUT" && shown.type !== "file") shown.value = value;
    if (name === "checked") shown.checked = true;
    if (name === "selected") shown.selected = true;
  }
  for (const { name } of [...shown.attributes]) {
    if (isOwn(name) || fresh.hasAttribute(name)) continue;
    shown.removeAttribute(name);
    if (name === "value" && shown.nodeName === "INPUT") shown.value = "";
    if (name === "checked") shown.checked = false;
    if (name === "selected") shown.selected = false;
  }
}
