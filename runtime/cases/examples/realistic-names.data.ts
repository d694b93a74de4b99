import type { Faker } from '@faker-js/faker';

/** What properties of one meaning are called, and what stands in them. */
export interface RealisticName {
  /** In lower case, without separators. */
  readonly names: readonly string[];
  /** Of numbers, texts are made where the schema wants text. */
  readonly values: readonly (string | number)[];
  /** The same from a library that knows more of them. */
  readonly faker?: (faker: Faker) => unknown;
}

/**
 * Realistic values by the name of a property or parameter. Addresses, numbers and accounts are those that standards keep free for
 * examples (RFC 2606, RFC 5737, 555-01xx, ISO 13616's registry): none belongs to anybody.
 */
export const realisticNames: readonly RealisticName[] = [
  // People
  { names: ['firstname', 'givenname', 'forename'], values: ['Anna', 'Luca', 'Mei', 'Omar', 'Sofia'], faker: (f) => f.person.firstName() },
  { names: ['lastname', 'surname', 'familyname'], values: ['Schmidt', 'Rossi', 'Chen', 'Haddad', 'Silva'], faker: (f) => f.person.lastName() },
  { names: ['middlename'], values: ['Maria', 'Lee', 'Jean'], faker: (f) => f.person.middleName() },
  { names: ['name', 'fullname', 'displayname', 'contactname', 'customername', 'author', 'owner', 'contact'], values: ['Anna Schmidt', 'Luca Rossi', 'Mei Chen', 'Omar Haddad'], faker: (f) => `${f.person.firstName()} ${f.person.lastName()}` },
  { names: ['username', 'login', 'nickname', 'handle', 'screenname'], values: ['anna.schmidt', 'luca_rossi', 'meichen'], faker: (f) => f.internet.username() },
  { names: ['email', 'emailaddress', 'mail'], values: ['anna@example.com', 'luca.rossi@example.org', 'mei@example.net'] },
  { names: ['phone', 'phonenumber', 'mobile', 'mobilenumber', 'telephone', 'tel', 'fax', 'cell'], values: ['+12025550143', '+12025550178', '+442079460018'] },
  { names: ['jobtitle', 'position', 'occupation', 'profession'], values: ['Engineer', 'Accountant', 'Nurse'], faker: (f) => f.person.jobTitle() },
  { names: ['gender', 'sex'], values: ['female', 'male'] },
  { names: ['birthday', 'birthdate', 'dateofbirth', 'dob'], values: ['1990-05-17', '1984-11-02'] },
  { names: ['age'], values: [34, 27, 51] },
  { names: ['bio', 'biography', 'about'], values: ['Likes long walks and short meetings.'], faker: (f) => f.person.bio() },
  { names: ['password', 'passphrase'], values: ['correct-Horse7-battery', 'Tr0ub4dor-and-3'] },
  // Places
  { names: ['street', 'streetaddress', 'addressline', 'addressline1', 'address1', 'address', 'line1'], values: ['12 Main Street', '5 Quay Lane', 'Lindenallee 8'], faker: (f) => f.location.streetAddress() },
  { names: ['addressline2', 'address2', 'line2'], values: ['Apartment 4', '2nd floor'], faker: (f) => f.location.secondaryAddress() },
  { names: ['housenumber', 'buildingnumber'], values: ['12', '8'], faker: (f) => f.location.buildingNumber() },
  { names: ['city', 'town', 'locality'], values: ['Berlin', 'Bristol', 'Lyon', 'Osaka'], faker: (f) => f.location.city() },
  { names: ['state', 'province', 'region', 'county'], values: ['California', 'Bavaria', 'Ontario'], faker: (f) => f.location.state() },
  { names: ['statecode'], values: ['CA', 'NY', 'TX'], faker: (f) => f.location.state({ abbreviated: true }) },
  { names: ['zip', 'zipcode', 'postcode', 'postalcode'], values: ['10115', '94103', '60601'], faker: (f) => f.location.zipCode('#####') },
  { names: ['country', 'countryname'], values: ['Germany', 'France', 'Japan'], faker: (f) => f.location.country() },
  { names: ['countrycode', 'countryiso', 'alpha2'], values: ['DE', 'FR', 'JP', 'US'], faker: (f) => f.location.countryCode() },
  { names: ['alpha3'], values: ['DEU', 'FRA', 'JPN'], faker: (f) => f.location.countryCode('alpha-3') },
  { names: ['continent'], values: ['Europe', 'Asia'] },
  { names: ['latitude', 'lat'], values: [52.52, 45.76, 34.69], faker: (f) => f.location.latitude() },
  { names: ['longitude', 'lng', 'lon', 'long'], values: [13.405, 4.8357, 135.5023], faker: (f) => f.location.longitude() },
  { names: ['timezone', 'tz'], values: ['Europe/Berlin', 'America/New_York', 'UTC'] },
  { names: ['locale'], values: ['en-US', 'de-DE', 'fr-FR'] },
  { names: ['language', 'languagecode', 'lang'], values: ['en', 'de', 'fr'] },
  // Money and trade
  { names: ['currency', 'currencycode'], values: ['EUR', 'USD', 'JPY'], faker: (f) => f.finance.currencyCode() },
  { names: ['price', 'amount', 'cost', 'total', 'subtotal', 'balance', 'unitprice', 'fee'], values: [19.99, 249.5, 5], faker: (f) => Number(f.commerce.price()) },
  { names: ['discount', 'percent', 'percentage', 'taxrate', 'vatrate'], values: [10, 25, 5] },
  { names: ['quantity', 'qty', 'count', 'stock'], values: [2, 5, 12] },
  { names: ['iban'], values: ['DE89370400440532013000', 'FR1420041010050500013M02606', 'GB29NWBK60161331926819'] },
  { names: ['bic', 'swift', 'swiftcode'], values: ['DEUTDEFF', 'BNPAFRPP'] },
  { names: ['creditcard', 'creditcardnumber', 'cardnumber'], values: ['4111111111111111', '5555555555554444'] },
  { names: ['cvv', 'cvc'], values: ['123', '456'] },
  { names: ['vat', 'vatnumber', 'vatid', 'taxid'], values: ['DE136695976', 'FR40303265045'] },
  { names: ['company', 'companyname', 'organization', 'organisation', 'employer', 'vendor', 'supplier', 'brand', 'manufacturer'], values: ['Northwind', 'Globex', 'Initech'], faker: (f) => f.company.name() },
  { names: ['department', 'team'], values: ['Sales', 'Support', 'Research'], faker: (f) => f.commerce.department() },
  { names: ['product', 'productname', 'itemname'], values: ['Enamel mug', 'Desk lamp', 'Wool blanket'], faker: (f) => f.commerce.productName() },
  { names: ['category', 'genre'], values: ['Garden', 'Kitchen', 'Books'], faker: (f) => f.commerce.department() },
  { names: ['sku', 'articlenumber', 'partnumber'], values: ['MUG-0042', 'LMP-1107'] },
  { names: ['isbn', 'isbn13'], values: ['9780306406157', '9783161484100'], faker: (f) => f.commerce.isbn({ separator: '' }) },
  { names: ['ean', 'gtin', 'barcode'], values: ['4006381333931', '5901234123457'] },
  // Texts
  { names: ['title', 'subject', 'headline', 'label', 'caption'], values: ['A good start', 'Monthly report', 'Spring sale'] },
  { names: ['description', 'summary', 'details', 'content', 'text', 'body', 'abstract'], values: ['Made by hand, in small numbers.', 'Works as it says on the tin.'], faker: (f) => f.commerce.productDescription() },
  { names: ['comment', 'note', 'notes', 'remark', 'message', 'reason', 'feedback'], values: ['Please ring twice.', 'Thank you, that was quick.'] },
  { names: ['slug'], values: ['a-good-start', 'spring-sale'] },
  { names: ['tag', 'keyword'], values: ['new', 'garden', 'sale'] },
  { names: ['color', 'colour'], values: ['blue', 'green', 'red'], faker: (f) => f.color.human() },
  // The net and files
  { names: ['url', 'uri', 'link', 'href', 'website', 'homepage', 'webpage'], values: ['https://example.com', 'https://example.org/about'] },
  { names: ['callbackurl', 'webhookurl', 'redirecturi', 'redirecturl', 'callback', 'webhook'], values: ['https://example.com/callback'] },
  { names: ['image', 'imageurl', 'photo', 'photourl', 'avatar', 'avatarurl', 'picture', 'thumbnail', 'logo', 'logourl', 'icon'], values: ['https://example.com/images/1.png'] },
  { names: ['domain', 'domainname', 'host', 'hostname'], values: ['example.com', 'www.example.org'] },
  { names: ['ip', 'ipaddress', 'ipv4'], values: ['192.0.2.10', '198.51.100.7'] },
  { names: ['ipv6'], values: ['2001:db8::1'] },
  { names: ['mac', 'macaddress'], values: ['00:00:5e:00:53:af'] },
  { names: ['port'], values: [8080, 443] },
  { names: ['useragent'], values: ['Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0'] },
  { names: ['filename', 'file'], values: ['report.pdf', 'photo.png'] },
  { names: ['mimetype', 'contenttype', 'mediatype'], values: ['application/pdf', 'image/png'] },
  { names: ['version'], values: ['1.2.0', '2.0.1'] },
  { names: ['size', 'filesize'], values: [1024, 20480] },
  // Time
  { names: ['at', 'timestamp', 'datetime', 'created', 'updated', 'modified', 'expires'], values: ['2025-03-14T09:26:53Z', '2024-11-05T16:00:00Z'] },
  { names: ['date', 'day', 'duedate', 'startdate', 'enddate'], values: ['2025-03-14', '2024-11-05'] },
  { names: ['time', 'starttime', 'endtime'], values: ['09:30:00', '16:00:00'] },
  { names: ['year'], values: [2025, 2024] },
  { names: ['month'], values: [3, 11] },
  { names: ['duration', 'timeout', 'interval', 'ttl'], values: [30, 60] },
  // Lists
  { names: ['page', 'pagenumber'], values: [1] },
  { names: ['limit', 'pagesize', 'perpage'], values: [10, 20] },
  { names: ['offset', 'skip'], values: [0] },
  { names: ['rating', 'score', 'stars'], values: [4, 5] },
  { names: ['weight'], values: [1.5, 12] },
  { names: ['height', 'width', 'length', 'depth'], values: [120, 45] },
]; // prettier-ignore

/** What stands where a name says nothing: short, plain and positive. */
export const ordinaryValues: readonly (string | number)[] = [
  'alpha', 1, 'maple', 10, 'north', 3, 'river', 100, 'sample', 5, 'violet', 2,
]; // prettier-ignore
