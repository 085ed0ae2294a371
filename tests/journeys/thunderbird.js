// What a person does with Thunderbird, in its own windows: its composer, its reading pane, its OpenPGP.
// thunderbird.py puts this before each script that it hands to Marionette.

const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const ofOpenPgp = (name) => ChromeUtils.importESModule(`chrome://openpgp/content/modules/${name}.sys.mjs`);
const { RNP } = ofOpenPgp("RNP");
const { EnigmailKeyRing } = ofOpenPgp("keyRing");
const { PgpSqliteDb2 } = ofOpenPgp("sqliteDb");
const { OpenPGPMasterpass } = ofOpenPgp("masterpass");
const LONGEST_MS = 50_000;
const [account] = MailServices.accounts.accounts;
const identity = account.defaultIdentity;

async function until(what, isSo) {
  const end = Date.now() + LONGEST_MS;
  for (;;) {
    const found = await isSo();
    if (found) return found;
    if (Date.now() > end) throw new Error(`it did not come to pass: ${what}; ${windows()}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** What stands in its windows, for who looks why something did not come to pass. */
function windows() {
  const asked = (page) => [...page.querySelectorAll("dialog[open], notification-message")].map((one) => one.textContent);
  return [...Services.wm.getEnumerator(null)].map((one) => `${one.document.title} ${asked(one.document)}`).join("; ");
}

function wish(name, number) {
  Services.prefs.setIntPref(name, number);
}

async function signIn(user, password) {
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init("imap://127.0.0.1", null, "imap://127.0.0.1", user, password, "", "");
  await Services.logins.addLoginAsync(login);
}

/** A new key of the person's own, as its wizard makes it. */
async function makeKey() {
  const password = await OpenPGPMasterpass.retrieveOpenPGPPassword();
  const id = await RNP.genKey(`${identity.fullName} <${identity.email}>`, "ECC", 0, 0, password);
  await RNP.saveKeyRings();
  EnigmailKeyRing.clearCache();
  const { fpr } = EnigmailKeyRing.getKeyById(`0x${id}`);
  await PgpSqliteDb2.acceptAsPersonalKey(fpr);
  identity.setUnicharAttribute("openpgp_key_id", id);
  return fpr;
}

/** Take somebody's key, armored, and say that it was compared; gives its fingerprint and its names. */
async function takeKey(armored, address) {
  const taken = {};
  const state = await EnigmailKeyRing.importKeyAsync(window, false, armored, false, "", {}, taken);
  if (state !== 0) throw new Error(`the key was not taken: ${state}`);
  const { fpr, userIds } = EnigmailKeyRing.getKeyById(taken.value[0]);
  await PgpSqliteDb2.updateAcceptance(fpr, [address], "verified");
  EnigmailKeyRing.clearCache();
  return [fpr, userIds.map((one) => one.userId)];
}

async function write({ subject, ...letter }) {
  const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
  params.composeFields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
  params.composeFields.subject = subject;
  Object.assign(params, { identity, type: Ci.nsIMsgCompType.New, format: Ci.nsIMsgCompFormat.Default });
  MailServices.compose.OpenComposeWindowWithParams(null, params);
  await send(letter);
}

async function answer(id, letter) {
  await open(id);
  window.goDoCommand("cmd_reply");
  await send(letter);
}

/** Write in the composer that is open, and send. `to`: null leaves whom it names. A row in stars is set bold, as its button does. */
async function send({ to, rows, encrypted, key }) {
  const page = await until("the composer is open", () => {
    const found = Services.wm.getMostRecentWindow("msgcompose");
    return found?.composeEditorReady && found;
  });
  page.CompFields2Recipients({ to });
  const editor = page.GetCurrentEditor();
  for (const [at, row] of rows.entries()) {
    if (at) editor.insertLineBreak();
    const bold = /^\*.*\*$/.test(row);
    if (bold) page.goDoCommand("cmd_bold");
    if (row) editor.insertText(bold ? row.slice(1, -1) : row);
    if (bold) page.goDoCommand("cmd_bold");
  }
  if (page.gSendEncrypted !== encrypted) page.document.getElementById("button-encryption").click();
  await until("it encrypts and signs as wanted", () => {
    const { gSendEncrypted, gSendSigned, gEncryptSubject } = page;
    return gSendEncrypted === encrypted && (!encrypted || (gSendSigned && gEncryptSubject));
  });
  if (page.gAttachMyPublicPGPKey !== key) page.document.getElementById("cmd_attachPublicKey").doCommand();
  page.goDoCommand("cmd_sendNow");
  await until("the composer is closed", () => page.closed);
}

async function open(id) {
  const inbox = await until("there is an inbox", () => {
    const found = account.incomingServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
    if (!found) account.incomingServer.performExpand(null);
    return found;
  });
  const mail = await until("the mail is in the inbox", () => {
    inbox.updateFolder(null);
    return inbox.msgDatabase.getMsgHdrForMessageID(id);
  });
  const pane = await until("there is a pane", () => document.getElementById("tabmail").currentAbout3Pane);
  pane.displayFolder(inbox.URI);
  await until("the mail is chosen", () => {
    pane.selectMessage(mail);
    return pane.gDBView?.hdrForFirstSelectedMessage === mail;
  });
  const reader = pane.messageBrowser.contentWindow;
  await until("the mail is shown", () => reader.msgLoaded && reader.gMessage === mail);
  return { pane, reader, mail };
}

/** What it shows when the mail is opened; an encrypted one is read when it says who signed. */
async function read(id, isEncrypted) {
  const { pane, reader, mail } = await open(id);
  const shown = reader.getMessagePaneBrowser().contentDocument;
  const at = (name) => reader.document.getElementById(name);
  const icon = (name) => (at(name).hidden ? "" : at(name).getAttribute("src").replace(/.*message-|\.svg/g, ""));
  await until("it says who signed", () => !isEncrypted || !at("signedHdrIcon").hidden);
  return {
    text: (shown.querySelector(".moz-text-flowed, .moz-text-plain, .moz-text-html") ?? shown.body).innerText,
    subject: reader.currentHeaderData.subject.headerValue,
    encrypted: icon("encryptedHdrIcon"),
    signed: icon("signedHdrIcon"),
    files: reader.currentAttachments.map((one) => one.name),
    in_thread: pane.gDBView.getThreadContainingMsgHdr(mail).numChildren,
  };
}
