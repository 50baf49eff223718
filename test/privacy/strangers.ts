import { Chance } from '../oracle/random.js';
import { TELEPHONES } from './telephones.js';

/** What belongs to a person, and the text of a page that holds it. */
export interface Stranger {
  readonly text: string;
  /** What must not stay of it: as digits, as text, or eight characters in a row. */
  readonly secret: string;
  readonly kind: 'digits' | 'text' | 'token';
}

const digitsOf = (text: string) => text.replace(/\D/g, '');
const inGroups = (text: string, separator: string) => (text.match(/.{1,4}/g) ?? []).join(separator);

/** Called from abroad, in the ways in which a number is written down; at home, from nine digits on or named. */
const telephones = (): Stranger[] =>
  TELEPHONES.flatMap(({ abroad, home }) => {
    const digits = digitsOf(abroad);
    const ways = [
      abroad,
      `+${digits}`,
      `tel:+${digits}`,
      abroad.replaceAll(' ', '-'),
      abroad.replaceAll(' ', '.'),
      `https://shop.example/call/%2B${digits}`,
      `00${digits}`,
    ];
    const local = digitsOf(home);
    const athome = local.length > 8 ? [home, `Tel: ${local}`] : local.length > 5 ? [`Tel: ${local}`] : [];
    return [
      ...ways.map((text) => ({ text, secret: digits })),
      ...athome.map((text) => ({ text, secret: local })),
    ]
      .filter(({ secret }) => secret.length > 7 || secret === local)
      .map((way) => ({ ...way, kind: 'digits' }));
  });

/** ISO/IEC 7812: what the issuers' numbers begin with, and how long they are. */
const ISSUERS = [
  ...['4539578763621:16', '5500000000000:16', '2223003122003:16', '37828224631000:15', '3056930902590:14'],
  ...['601111111111111:16', '353011133330000:16', '6205000000000000:19', '675964982643845:16'],
  ...['220038011402000:16', '636297000045703:16', '60800000000000:16'],
];

const withLuhn = (body: string): string => {
  const sum = [...body].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return body + ((10 - (sum % 10)) % 10);
};

const cards = (chance: Chance): Stranger[] =>
  ISSUERS.flatMap((issuer) => {
    const [prefix = '', length = ''] = issuer.split(':');
    const free = chance.times(12, () => chance.int(0, 9)).join('');
    const card = withLuhn((prefix.slice(0, 6) + free + prefix).slice(0, Number(length) - 1));
    const groups = card.length < 16 ? card.replace(/^(.{4})(.{6})/, '$1 $2 ') : inGroups(card, ' ');
    return [
      ...[card, groups, groups.replaceAll(' ', '-'), groups.replaceAll(' ', '%20')],
      ...[groups.replaceAll(' ', '\u00a0'), `https://pay.example/card/${card}/confirm`],
      ...[`Your card ${groups} was declined`, `{"number":"${groups}"}`],
    ].map((text) => ({ text, secret: card, kind: 'digits' }));
  });

/** The IBAN registry's examples. */
const IBANS =
  `AD1200012030200359100100 AE070331234567890123456 AL47212110090000000235698741 AT611904300234573201
AZ21NABZ00000000137010001944 BA391290079401028494 BE68539007547034 BG80BNBG96611020345678 BH67BMAG00001299123456
BR1800360305000010009795493C1 BY13NBRB3600900000002Z00AB00 CH9300762011623852957 CR05015202001026284066
CY17002001280000001200527600 CZ6508000000192000145399 DE89370400440532013000 DK5000400440116243
DO28BAGR00000001212453611324 EE382200221020145685 EG380019000500000000263180002 ES9121000418450200051332
FI2112345600000785 FO6264600001631634 FR1420041010050500013M02606 GB29NWBK60161331926819 GE29NB0000000101904917
GI75NWBK000000007099453 GL8964710001000206 GR1601101250000000012300695 GT82TRAJ01020000001210029690
HR1210010051863000160 HU42117730161111101800000000 IE29AIBK93115212345678 IL620108000000099999999
IS140159260076545510730339 IT60X0542811101000000123456 JO94CBJO0010000000000131000302 KW81CBKU0000000000001234560101
KZ86125KZT5004100100 LB62099900000001001901229114 LC55HEMM000100010012001200023015 LI21088100002324013AA
LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 MC5811222000010123456789030 MD24AG000225100013104168
ME25505000012345678951 MK07250120000058984 MR1300020001010000123456753 MT84MALT011000012345MTLCAST001S
MU17BOMM0101101030300200000MUR NL91ABNA0417164300 NO9386011117947 PK36SCBL0000001123456702
PL61109010140000071219812874 PS92PALS000000000400123456702 PT50000201231234567890154 QA58DOHB00001234567890ABCDEFG
RO49AAAA1B31007593840000 RS35260005601001611379 SA0380000000608010167519 SE4550000000058398257466 SI56263300012039086
SK3112000000198742637541 SM86U0322509800000000270100 TN5910006035183598478831 TR330006100519786457841326
UA213223130000026007233566001 VG96VPVG0000012345678901 XK051212012345678906`.split(/\s/);

const accounts = (): Stranger[] =>
  IBANS.flatMap((iban) =>
    [
      iban,
      inGroups(iban, ' '),
      inGroups(iban, '-'),
      `/sepa/${encodeURIComponent(inGroups(iban, ' '))}/ok`,
    ].map((text) => ({ text, secret: iban, kind: 'digits' })),
  );

/** RFC 5322, 6531 and 3492. */
const LOCAL =
  'ann.kowalska john+news a_b-c jürgen.müller 用户 имя.фамилия 1234567 JOHN.DOE a!b#c β.γ q{x} o’neill'.split(
    ' ',
  );
const DOMAINS =
  'example.com mail.example.co.uk bücher.example xn--bcher-kva.example пример.рф 例子.公司 a.io'.split(' ');
const HOLDING: readonly ((mail: string) => string)[] = [
  (mail) => mail,
  (mail) => `Contact: <${mail}>`,
  (mail) => `https://shop.example/unsubscribe/${encodeURIComponent(mail)}`,
  (mail) => `https://shop.example/u?who=${encodeURIComponent(mail)}&x=1`,
  (mail) => `https://shop.example/#/profile/${encodeURIComponent(mail)}`,
  (mail) => `mailto:${mail}?subject=hi`,
  (mail) => `"${mail}" is already registered`,
  (mail) => `https://shop.example/r/${encodeURIComponent(encodeURIComponent(mail))}`,
  (mail) => mail.replace('@', ' [at] '),
  (mail) => mail.replace('@', '(at)'),
];

const mails = (): Stranger[] =>
  LOCAL.flatMap((local) => DOMAINS.map((domain) => `${local}@${domain}`)).map((mail, i) => ({
    text: (HOLDING[i % HOLDING.length] as (mail: string) => string)(mail),
    secret: mail.split('@')[0] as string,
    kind: 'text',
  }));

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const BASE62 = LOWER.toUpperCase() + LOWER + DIGITS;
const BASE64URL = `${BASE62}-_`;
const HEX = `${DIGITS}abcdef`;
const BASE32 = `${LOWER.toUpperCase()}234567`;

/** How issuers make them: what each begins with, of which characters, and how many. */
const MADE: readonly (readonly [prefix: string, alphabet: string, length: number])[] = [
  ['sk_live_', BASE62, 24],
  ['cs_test_', BASE62, 58],
  ['ghp_', BASE62, 36],
  ['glpat-', BASE64URL, 20],
  ['npm_', BASE62, 36],
  ['AIza', BASE64URL, 35],
  ['4/0A', BASE64URL, 70],
  ['ya29.', BASE64URL, 60],
  ['AKIA', BASE32, 16],
  ['', HEX, 32],
  ['', HEX, 40],
  ['', BASE64URL, 22],
  ['', BASE64URL, 32],
  ['', BASE64URL, 43],
  ['', BASE62, 24],
  ['', LOWER + DIGITS, 26],
  ['0x', HEX, 40],
  ['SG.', BASE64URL, 22],
];
const IN_PLACES: readonly ((token: string) => string)[] = [
  (token) => token,
  (token) => `https://shop.example/magic/${token}`,
  (token) => `https://shop.example/#/reset/${token}`,
  (token) => `/reset-password/${token}/new`,
  (token) => `Invalid: ${token} given`,
];

/** Random tokens: what chance makes may look like a word, so that a share of them is what can be asked. */
export const randomTokens = (seed: number, each: number): Stranger[] => {
  const chance = new Chance(seed);
  return MADE.flatMap(([prefix, alphabet, length]) =>
    chance.times(each, (i) => {
      const secret = chance.times(length, () => chance.pick([...alphabet])).join('');
      const place = IN_PLACES[i % IN_PLACES.length] as (token: string) => string;
      return { text: place(prefix + secret), secret, kind: 'token' as const };
    }),
  );
};

const SECRETS =
  `code=Ab3dE9x otp=482913 token=hunter2x password=Tr0ub4dor pin=4821 sid=q8r7t6y5 PHPSESSID=r2t5uvjq43
access_token=abc123def api_key=k-12345xyz secret=s3cr3t!x state=af0ifjsldkj signature=fe5f80f77d5f ticket=ST-1856339`
    .split(/\s/)
    .map((said) => said.split('=') as [name: string, value: string]);
/** Names that say it also in a sentence. */
const SAID = /otp|token|password|pin|sid|SESSID|key|secret|signature/;

const secrets = (): Stranger[] =>
  SECRETS.flatMap(([name, secret]) =>
    [
      `https://shop.example/cb?${name}=${secret}&utm_source=a`,
      `https://shop.example/cb#${name}=${secret}`,
      `/cb?${name}=${secret}`,
      ...(SAID.test(name) && name !== 'PHPSESSID' ? [`${name}: ${secret}`] : []),
    ].map((text) => ({ text, secret, kind: 'text' })),
  );

/** As their issuers publish them; a `*` stands for one that only its name gives away. */
const IDS =
  `SSN: 536-90-4399 ¦ *SSN: 536904399 ¦ NINO: QQ 12 34 56 C ¦ NHS number: 943 476 5919 ¦ Steuer-ID: 86095742719
Sozialversicherungsnummer: 15070649C103 ¦ NIR: 1 85 05 78 006 084 91 ¦ NIR: 185057800608491 ¦ DNI: 12345678Z
NIE: X1234567L ¦ Codice fiscale: RSSMRA85T10A562S ¦ NIF: 501442600 ¦ *BSN: 111222333 ¦ Rijksregister: 85.07.30-033.28
Personnummer: 850709-9805 ¦ Fødselsnummer: 29029600013 ¦ CPR: 070761-4285 ¦ HETU: 131052-308T ¦ Kennitala: 120174-3399
PESEL: 44051401359 ¦ Rodné číslo: 736028/5163 ¦ TAJ: 111 111 110 ¦ CNP: 1630615123457 ¦ EGN: 7523169263
AMKA: 17086301234 ¦ OIB: 33392005961 ¦ Isikukood: 37605030299 ¦ Asmens kodas: 33309240064 ¦ Personas kods: 161175-19997
AHV: 756.9217.0769.85 ¦ SVNR: 1237 010180 ¦ PPS: 1234567FA ¦ TC Kimlik: 10000000146 ¦ СНИЛС: 112-233-445 95
ИНН: 500100732259 ¦ CPF: 390.533.447-05 ¦ CPF: 39053344705 ¦ *DNI: 12.345.678 ¦ CUIT: 20-12345678-6 ¦ RUT: 12.345.678-5
CURP: HEGG560427MVZRRL04 ¦ RFC: GODE561231GR8 ¦ *Cédula: 1.020.304.050 ¦ *DNI: 45678912 ¦ Aadhaar: 2341 2341 2346
PAN: AAAPL1234C ¦ 身份证: 11010519491231002X ¦ A123456789 ¦ HKID: G123456(A) ¦ NRIC: S1234567D ¦ MyKad: 770305-02-1234
บัตรประชาชน: 1-1234-56789-01-2 ¦ 주민등록번호: 820701-2409184 ¦ マイナンバー: 1234 5678 9018 ¦ NIK: 3171234567890123
CNIC: 42201-0731734-9 ¦ ID number: 8001015009087 ¦ الرقم القومي: 29001011234567 ¦ TFN: 123 456 782
Medicare: 2123 45670 1 ¦ IRD: 49-091-850 ¦ SIN: 046 454 286 ¦ *Passport: C01X00T47 ¦ Passport no.: 533380006
EIN: 12-3456789 ¦ ITIN: 912-34-5678 ¦ BVN: 22123456789 ¦ KRA PIN: A123456789Z`
    .split(/ ¦ |\n/)
    .map((id) => [id.replace('*', ''), id.startsWith('*')] as const);

const ids = (): Stranger[] =>
  IDS.flatMap(([said, onlyByName]) => {
    const [name, id = name] = said.split(': ') as [string, string?];
    const ways = [said, `{"${name}":"${id}"}`, ...(onlyByName ? [] : [id, `Hello ${id}, welcome`])];
    return ways.map((text) => ({ text, secret: id, kind: 'digits' }));
  });

/** RFC 5737 and 3849, and what stands in a home. */
const NETWORKS =
  `203.0.113.42 192.168.1.17 10.0.0.255 198.51.100.7 2001:db8::8a2e:370:7334 fe80::1ff:fe23:4567:890a
2001:0db8:85a3:0000:0000:8a2e:0370:7334 ::ffff:192.0.2.128 00:1A:2B:3C:4D:5E 00-1a-2b-3c-4d-5e`.split(/\s/);

const networks = (): Stranger[] =>
  NETWORKS.flatMap((secret) =>
    [secret, `Blocked: ${secret} (too many)`, `https://shop.example/who/${secret}`].map((text) => ({
      text,
      secret,
      kind: 'text',
    })),
  );

export const STRANGERS: readonly Stranger[] = [
  ...telephones(),
  ...cards(new Chance(7812)),
  ...accounts(),
  ...mails(),
  ...secrets(),
  ...ids(),
  ...networks(),
];
