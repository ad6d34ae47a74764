//! What follows from a country: its currency, time zone and language. Each can be changed afterwards.

use wasm_bindgen::{JsCast, JsValue};

pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// As its people write it.
    pub name: &'static str,
    /// ISO 4217.
    pub currency: &'static str,
    /// That of the capital.
    pub zone: &'static str,
    /// A language in which Vigie's ready-made definitions exist, where it is one of the country's.
    pub lang: &'static str,
}

const fn country(
    code: &'static str,
    name: &'static str,
    currency: &'static str,
    zone: &'static str,
    lang: &'static str,
) -> Country {
    Country { code, name, currency, zone, lang }
}

/// By name, as they are read in a list.
pub const COUNTRIES: [Country; 44] = [
    country("BE", "Belgique · België", "EUR", "Europe/Brussels", "fr"),
    country("BA", "Bosna i Hercegovina", "BAM", "Europe/Sarajevo", ""),
    country("CA", "Canada", "CAD", "America/Toronto", "en"),
    country("CZ", "Česko", "CZK", "Europe/Prague", ""),
    country("ME", "Crna Gora", "EUR", "Europe/Podgorica", ""),
    country("DK", "Danmark", "DKK", "Europe/Copenhagen", ""),
    country("DE", "Deutschland", "EUR", "Europe/Berlin", "de"),
    country("EE", "Eesti", "EUR", "Europe/Tallinn", ""),
    country("ES", "España", "EUR", "Europe/Madrid", ""),
    country("FR", "France", "EUR", "Europe/Paris", "fr"),
    country("HR", "Hrvatska", "EUR", "Europe/Zagreb", ""),
    country("IE", "Ireland", "EUR", "Europe/Dublin", "en"),
    country("IS", "Ísland", "ISK", "Atlantic/Reykjavik", ""),
    country("IT", "Italia", "EUR", "Europe/Rome", ""),
    country("LV", "Latvija", "EUR", "Europe/Riga", ""),
    country("LI", "Liechtenstein", "CHF", "Europe/Vaduz", "de"),
    country("LT", "Lietuva", "EUR", "Europe/Vilnius", ""),
    country("LU", "Luxembourg · Lëtzebuerg", "EUR", "Europe/Luxembourg", "fr"),
    country("HU", "Magyarország", "HUF", "Europe/Budapest", ""),
    country("MT", "Malta", "EUR", "Europe/Malta", "en"),
    country("MA", "Maroc", "MAD", "Africa/Casablanca", "fr"),
    country("MD", "Moldova", "MDL", "Europe/Chisinau", ""),
    country("NL", "Nederland", "EUR", "Europe/Amsterdam", ""),
    country("NO", "Norge", "NOK", "Europe/Oslo", ""),
    country("AT", "Österreich", "EUR", "Europe/Vienna", "de"),
    country("PL", "Polska", "PLN", "Europe/Warsaw", ""),
    country("PT", "Portugal", "EUR", "Europe/Lisbon", ""),
    country("RO", "România", "RON", "Europe/Bucharest", ""),
    country("CH", "Schweiz · Suisse · Svizzera", "CHF", "Europe/Zurich", "de"),
    country("AL", "Shqipëria", "ALL", "Europe/Tirane", ""),
    country("SI", "Slovenija", "EUR", "Europe/Ljubljana", ""),
    country("SK", "Slovensko", "EUR", "Europe/Bratislava", ""),
    country("RS", "Srbija", "RSD", "Europe/Belgrade", ""),
    country("FI", "Suomi · Finland", "EUR", "Europe/Helsinki", ""),
    country("SE", "Sverige", "SEK", "Europe/Stockholm", ""),
    country("TN", "Tunisie", "TND", "Africa/Tunis", "fr"),
    country("TR", "Türkiye", "TRY", "Europe/Istanbul", ""),
    country("GB", "United Kingdom", "GBP", "Europe/London", "en"),
    country("US", "United States", "USD", "America/New_York", "en"),
    country("GR", "Ελλάδα", "EUR", "Europe/Athens", ""),
    country("CY", "Κύπρος", "EUR", "Asia/Nicosia", ""),
    country("BG", "България", "EUR", "Europe/Sofia", ""),
    country("MK", "Северна Македонија", "MKD", "Europe/Skopje", ""),
    country("UA", "Україна", "UAH", "Europe/Kyiv", ""),
];

pub fn by_code(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.code == code)
}

/// Where this device seems to be: by its time zone, in which a first cluster usually lies too.
pub fn of_this_device() -> Option<&'static Country> {
    let zone = zone_of_this_device()?;
    COUNTRIES.iter().find(|country| country.zone == zone)
}

fn intl() -> JsValue {
    js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or_default()
}

/// As the browser says; in the list of zones too, since that has the browser's own ([`time_zones`]).
pub fn zone_of_this_device() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
}

/// The time zones that the browser knows; where it has no list, those of the countries.
pub fn time_zones() -> Vec<String> {
    let listed = js_sys::Reflect::get(&intl(), &"supportedValuesOf".into())
        .ok()
        .and_then(|function| function.dyn_into::<js_sys::Function>().ok())
        .and_then(|function| function.call1(&intl(), &"timeZone".into()).ok())
        .map(|list| js_sys::Array::from(&list).iter().filter_map(|zone| zone.as_string()).collect::<Vec<_>>())
        .unwrap_or_default();
    let mut zones = listed;
    zones.extend(COUNTRIES.iter().map(|country| country.zone.to_owned()));
    zones.push("UTC".to_owned());
    zones.sort_unstable();
    zones.dedup();
    zones
}

/// Each currency once.
pub fn currencies() -> Vec<String> {
    let mut currencies: Vec<String> = COUNTRIES.iter().map(|country| country.currency.to_owned()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    currencies
}

/// Languages in which definitions can be written, by the names their speakers use.
pub const LANGUAGES: [(&str, &str); 26] = [
    ("bg", "Български"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("et", "Eesti"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("hr", "Hrvatski"),
    ("it", "Italiano"),
    ("lv", "Latviešu"),
    ("lt", "Lietuvių"),
    ("hu", "Magyar"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("fi", "Suomi"),
    ("sv", "Svenska"),
    ("uk", "Українська"),
];
