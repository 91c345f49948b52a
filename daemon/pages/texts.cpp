#include "pages/texts.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fingerpost::pages {

namespace {

constexpr std::array names{
    LanguageName{Language::en, "en", "English"},
    LanguageName{Language::de, "de", "Deutsch"},
    LanguageName{Language::fr, "fr", "Français"},
    LanguageName{Language::es, "es", "Español"},
    LanguageName{Language::el, "el", "Ελληνικά"},
    LanguageName{Language::it, "it", "Italiano"},
};

struct Row {
    Text text;
    std::array<std::string_view, names.size()> in; ///< by Language
};

// clang-format off
constexpr std::array table{
    Row{Text::title, {
        "Set up your mail",
        "E-Mail einrichten",
        "Configurer votre messagerie",
        "Configurar el correo",
        "Ρύθμιση του ηλεκτρονικού ταχυδρομείου",
        "Configurare la posta"}},
    Row{Text::introduction, {
        "Enter your e-mail address to see how to set up your mail program.",
        "Geben Sie Ihre E-Mail-Adresse ein, um zu sehen, wie Sie Ihr Mailprogramm einrichten.",
        "Saisissez votre adresse électronique pour savoir comment configurer votre logiciel de messagerie.",
        "Escriba su dirección de correo para ver cómo configurar su programa de correo.",
        "Πληκτρολογήστε τη διεύθυνσή σας για να δείτε πώς ρυθμίζεται το πρόγραμμα αλληλογραφίας σας.",
        "Inserisca il Suo indirizzo e-mail per vedere come configurare il programma di posta."}},
    Row{Text::address_label, {
        "E-mail address", "E-Mail-Adresse", "Adresse électronique", "Dirección de correo",
        "Διεύθυνση ηλεκτρονικού ταχυδρομείου", "Indirizzo e-mail"}},
    Row{Text::show_settings, {
        "Show settings", "Einstellungen zeigen", "Afficher les réglages", "Mostrar la configuración",
        "Εμφάνιση ρυθμίσεων", "Mostra le impostazioni"}},
    Row{Text::no_address, {
        "This is not an e-mail address. It looks like name@example.com.",
        "Das ist keine E-Mail-Adresse. Sie sieht aus wie name@example.com.",
        "Ce n’est pas une adresse électronique. Elle ressemble à name@example.com.",
        "Esto no es una dirección de correo. Tiene la forma name@example.com.",
        "Αυτή δεν είναι διεύθυνση ηλεκτρονικού ταχυδρομείου. Έχει τη μορφή name@example.com.",
        "Questo non è un indirizzo e-mail. Ha la forma name@example.com."}},
    Row{Text::not_served, {
        "We do not know the part after the @. Check the spelling, or ask whoever gave you the address.",
        "Den Teil nach dem @ kennen wir nicht. Prüfen Sie die Schreibweise, oder fragen Sie, wer Ihnen die Adresse gab.",
        "Nous ne connaissons pas la partie après le @. Vérifiez l’orthographe ou demandez à qui vous a donné l’adresse.",
        "No conocemos la parte que sigue a la @. Revise la ortografía o pregunte a quien le dio la dirección.",
        "Δεν γνωρίζουμε το τμήμα μετά το @. Ελέγξτε την ορθογραφία ή ρωτήστε όποιον σας έδωσε τη διεύθυνση.",
        "Non conosciamo la parte dopo la @. Controlli l’ortografia o chieda a chi Le ha dato l’indirizzo."}},
    Row{Text::nothing_offered, {
        "There is nothing to set up for this address.",
        "Für diese Adresse gibt es nichts einzurichten.",
        "Il n’y a rien à configurer pour cette adresse.",
        "No hay nada que configurar para esta dirección.",
        "Δεν υπάρχει τίποτα προς ρύθμιση για αυτή τη διεύθυνση.",
        "Per questo indirizzo non c’è nulla da configurare."}},
    Row{Text::settings_for, {
        "Settings for {}", "Einstellungen für {}", "Réglages pour {}", "Configuración para {}",
        "Ρυθμίσεις για {}", "Impostazioni per {}"}},
    Row{Text::password_note, {
        "This page never asks for your password. Enter it in your mail program only.",
        "Diese Seite fragt nie nach Ihrem Passwort. Geben Sie es nur in Ihrem Mailprogramm ein.",
        "Cette page ne demande jamais votre mot de passe. Ne le saisissez que dans votre logiciel de messagerie.",
        "Esta página nunca pide su contraseña. Escríbala solo en su programa de correo.",
        "Αυτή η σελίδα δεν ζητά ποτέ τον κωδικό σας. Πληκτρολογήστε τον μόνο στο πρόγραμμα αλληλογραφίας σας.",
        "Questa pagina non chiede mai la password. La inserisca solo nel programma di posta."}},
    Row{Text::enable_first, {
        "First allow mail programs to use your account:",
        "Erlauben Sie zuerst Mailprogrammen den Zugang zu Ihrem Konto:",
        "Autorisez d’abord les logiciels de messagerie à utiliser votre compte :",
        "Primero permita que los programas de correo usen su cuenta:",
        "Επιτρέψτε πρώτα στα προγράμματα αλληλογραφίας να χρησιμοποιούν τον λογαριασμό σας:",
        "Per prima cosa consenta ai programmi di posta di usare il Suo account:"}},
    Row{Text::thunderbird_how, {
        "Add a mail account, then enter your name, this address and your password. Thunderbird finds the rest by itself.",
        "Fügen Sie ein E-Mail-Konto hinzu und geben Sie Ihren Namen, diese Adresse und Ihr Passwort ein. Thunderbird findet den Rest selbst.",
        "Ajoutez un compte de messagerie, puis saisissez votre nom, cette adresse et votre mot de passe. Thunderbird trouve le reste seul.",
        "Añada una cuenta de correo y escriba su nombre, esta dirección y su contraseña. Thunderbird encuentra lo demás.",
        "Προσθέστε λογαριασμό αλληλογραφίας και πληκτρολογήστε το όνομά σας, αυτή τη διεύθυνση και τον κωδικό σας. Το Thunderbird βρίσκει τα υπόλοιπα.",
        "Aggiunga un account di posta e inserisca il Suo nome, questo indirizzo e la password. Thunderbird trova il resto da solo."}},
    Row{Text::outlook_how, {
        "Choose File, then Add Account, and enter this address. If Outlook asks for more, use the manual settings below.",
        "Wählen Sie Datei, dann Konto hinzufügen, und geben Sie diese Adresse ein. Fragt Outlook nach mehr, nehmen Sie die Einstellungen weiter unten.",
        "Choisissez Fichier, puis Ajouter un compte, et saisissez cette adresse. Si Outlook demande davantage, utilisez les réglages manuels ci-dessous.",
        "Elija Archivo, luego Agregar cuenta, y escriba esta dirección. Si Outlook pide más datos, use la configuración manual de abajo.",
        "Επιλέξτε Αρχείο, έπειτα Προσθήκη λογαριασμού, και πληκτρολογήστε αυτή τη διεύθυνση. Αν το Outlook ζητήσει περισσότερα, χρησιμοποιήστε τις παρακάτω ρυθμίσεις.",
        "Scelga File, poi Aggiungi account, e inserisca questo indirizzo. Se Outlook chiede altro, usi le impostazioni manuali qui sotto."}},
    Row{Text::apple_title, {
        "iPhone, iPad, Mac", "iPhone, iPad, Mac", "iPhone, iPad, Mac", "iPhone, iPad, Mac",
        "iPhone, iPad, Mac", "iPhone, iPad, Mac"}},
    Row{Text::apple_how, {
        "Get the profile on the device in Safari, then install it in Settings. You enter your password there.",
        "Laden Sie das Profil auf dem Gerät mit Safari und installieren Sie es dann in den Einstellungen. Dort geben Sie Ihr Passwort ein.",
        "Téléchargez le profil sur l’appareil avec Safari, puis installez-le dans Réglages. Vous y saisirez votre mot de passe.",
        "Descargue el perfil en el dispositivo con Safari e instálelo en Ajustes. Allí escribirá su contraseña.",
        "Κατεβάστε το προφίλ στη συσκευή με το Safari και εγκαταστήστε το στις Ρυθμίσεις. Εκεί θα πληκτρολογήσετε τον κωδικό σας.",
        "Scarichi il profilo sul dispositivo con Safari, poi lo installi in Impostazioni. Lì inserirà la password."}},
    Row{Text::apple_button, {
        "Get the profile", "Profil laden", "Télécharger le profil", "Descargar el perfil",
        "Λήψη του προφίλ", "Scarica il profilo"}},
    Row{Text::apple_code, {
        "Or point the camera of your iPhone or iPad at this code.",
        "Oder richten Sie die Kamera von iPhone oder iPad auf diesen Code.",
        "Ou visez ce code avec l’appareil photo de votre iPhone ou iPad.",
        "O apunte a este código con la cámara de su iPhone o iPad.",
        "Ή στρέψτε την κάμερα του iPhone ή του iPad σε αυτόν τον κωδικό.",
        "Oppure inquadri questo codice con la fotocamera dell’iPhone o dell’iPad."}},
    Row{Text::android_title, {"Android", "Android", "Android", "Android", "Android", "Android"}},
    Row{Text::android_how, {
        "Install Thunderbird or FairEmail and enter this address: the settings are found by themselves.",
        "Installieren Sie Thunderbird oder FairEmail und geben Sie diese Adresse ein: die Einstellungen finden sich von selbst.",
        "Installez Thunderbird ou FairEmail et saisissez cette adresse : les réglages sont trouvés tout seuls.",
        "Instale Thunderbird o FairEmail y escriba esta dirección: la configuración se encuentra sola.",
        "Εγκαταστήστε το Thunderbird ή το FairEmail και πληκτρολογήστε αυτή τη διεύθυνση: οι ρυθμίσεις βρίσκονται αυτόματα.",
        "Installi Thunderbird o FairEmail e inserisca questo indirizzo: le impostazioni si trovano da sole."}},
    Row{Text::android_dav, {
        "For calendars and contacts install DAVx⁵ and sign in with this address.",
        "Für Kalender und Kontakte installieren Sie DAVx⁵ und melden sich mit dieser Adresse an.",
        "Pour les agendas et les contacts, installez DAVx⁵ et connectez-vous avec cette adresse.",
        "Para calendarios y contactos instale DAVx⁵ e inicie sesión con esta dirección.",
        "Για ημερολόγια και επαφές εγκαταστήστε το DAVx⁵ και συνδεθείτε με αυτή τη διεύθυνση.",
        "Per calendari e contatti installi DAVx⁵ e acceda con questo indirizzo."}},
    Row{Text::manual_title, {
        "Manual settings", "Einstellungen von Hand", "Réglages manuels", "Configuración manual",
        "Χειροκίνητες ρυθμίσεις", "Impostazioni manuali"}},
    Row{Text::imap_title, {
        "Incoming mail (IMAP)", "Eingehende Mail (IMAP)", "Courrier entrant (IMAP)", "Correo entrante (IMAP)",
        "Εισερχόμενη αλληλογραφία (IMAP)", "Posta in arrivo (IMAP)"}},
    Row{Text::pop3_title, {
        "Incoming mail (POP3)", "Eingehende Mail (POP3)", "Courrier entrant (POP3)", "Correo entrante (POP3)",
        "Εισερχόμενη αλληλογραφία (POP3)", "Posta in arrivo (POP3)"}},
    Row{Text::smtp_title, {
        "Outgoing mail (SMTP)", "Ausgehende Mail (SMTP)", "Courrier sortant (SMTP)", "Correo saliente (SMTP)",
        "Εξερχόμενη αλληλογραφία (SMTP)", "Posta in uscita (SMTP)"}},
    Row{Text::calendar_title, {
        "Calendars (CalDAV)", "Kalender (CalDAV)", "Agendas (CalDAV)", "Calendarios (CalDAV)",
        "Ημερολόγια (CalDAV)", "Calendari (CalDAV)"}},
    Row{Text::contacts_title, {
        "Contacts (CardDAV)", "Kontakte (CardDAV)", "Contacts (CardDAV)", "Contactos (CardDAV)",
        "Επαφές (CardDAV)", "Contatti (CardDAV)"}},
    Row{Text::files_title, {
        "Files (WebDAV)", "Dateien (WebDAV)", "Fichiers (WebDAV)", "Archivos (WebDAV)",
        "Αρχεία (WebDAV)", "File (WebDAV)"}},
    Row{Text::sieve_title, {
        "Mail filters (ManageSieve)", "Mailfilter (ManageSieve)", "Filtres (ManageSieve)", "Filtros (ManageSieve)",
        "Φίλτρα (ManageSieve)", "Filtri (ManageSieve)"}},
    Row{Text::server, {"Server", "Server", "Serveur", "Servidor", "Διακομιστής", "Server"}},
    Row{Text::port, {"Port", "Port", "Port", "Puerto", "Θύρα", "Porta"}},
    Row{Text::security, {
        "Security", "Verschlüsselung", "Sécurité", "Seguridad", "Ασφάλεια", "Sicurezza"}},
    Row{Text::user_name, {
        "User name", "Benutzername", "Nom d’utilisateur", "Nombre de usuario", "Όνομα χρήστη", "Nome utente"}},
    Row{Text::authentication, {
        "Authentication", "Anmeldung", "Authentification", "Autenticación", "Έλεγχος ταυτότητας", "Autenticazione"}},
    Row{Text::address_of_server, {"Address", "Adresse", "Adresse", "Dirección", "Διεύθυνση", "Indirizzo"}},
    Row{Text::no_encryption, {"none", "keine", "aucune", "ninguna", "καμία", "nessuna"}},
    Row{Text::password, {
        "password", "Passwort", "mot de passe", "contraseña", "κωδικός πρόσβασης", "password"}},
    Row{Text::encrypted_password, {
        "encrypted password", "verschlüsseltes Passwort", "mot de passe chiffré", "contraseña cifrada",
        "κρυπτογραφημένος κωδικός", "password cifrata"}},
    Row{Text::no_login, {"none", "keine", "aucune", "ninguna", "κανένας", "nessuna"}},
    Row{Text::your_address, {
        "your e-mail address", "Ihre E-Mail-Adresse", "votre adresse électronique", "su dirección de correo",
        "η διεύθυνσή σας", "il Suo indirizzo e-mail"}},
    Row{Text::copy, {"Copy", "Kopieren", "Copier", "Copiar", "Αντιγραφή", "Copia"}},
    Row{Text::copied, {"Copied", "Kopiert", "Copié", "Copiado", "Αντιγράφηκε", "Copiato"}},
    Row{Text::webmail, {
        "Read mail in the browser", "Mail im Browser lesen", "Lire le courrier dans le navigateur",
        "Leer el correo en el navegador", "Ανάγνωση στο πρόγραμμα περιήγησης", "Leggere la posta nel browser"}},
    Row{Text::instructions, {
        "Instructions", "Anleitung", "Mode d’emploi", "Instrucciones", "Οδηγίες", "Istruzioni"}},
    Row{Text::help_title, {
        "Still stuck?", "Noch Fragen?", "Encore bloqué ?", "¿Necesita ayuda?", "Χρειάζεστε βοήθεια;", "Serve aiuto?"}},
    Row{Text::other_languages, {
        "Languages", "Sprachen", "Langues", "Idiomas", "Γλώσσες", "Lingue"}},
};
// clang-format on

constexpr bool is_complete() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table.at(i).text) != i) return false;
        for (const auto translation : table.at(i).in)
            if (translation.empty()) return false;
    }
    return table.size() == static_cast<std::size_t>(Text::other_languages) + 1;
}
static_assert(is_complete());

std::optional<Language> spoken(std::string_view tag) {
    const auto primary = tag.substr(0, tag.find('-'));
    for (const auto& name : names)
        if (ascii_iequals(primary, name.tag)) return name.language;
    return std::nullopt;
}

} // namespace

std::span<const LanguageName> languages() {
    return names;
}

std::string_view say(Text text, Language language) {
    return table.at(static_cast<std::size_t>(text)).in.at(static_cast<std::size_t>(language));
}

std::string say(Text text, Language language, std::string_view what) {
    std::string said(say(text, language));
    const auto gap = said.find("{}");
    return gap == said.npos ? said : said.replace(gap, 2, what);
}

Language language_of(std::string_view tag) {
    return spoken(tag).value_or(Language::en);
}

Language preferred_language(std::string_view accept_language) {
    for (const auto& wanted : accepted_languages(accept_language))
        if (const auto language = spoken(wanted)) return *language;
    return Language::en;
}

std::string_view tag(Language language) {
    return names.at(static_cast<std::size_t>(language)).tag;
}

} // namespace fingerpost::pages
