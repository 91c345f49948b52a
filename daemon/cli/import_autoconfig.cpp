#include "cli/database.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "protocol/autoconfig_document.hpp"
#include "protocol/xml.hpp"
#include "protocol/xml_scan.hpp"
#include "storage/attribute_repository.hpp"
#include "storage/domain_repository.hpp"
#include "storage/provider_repository.hpp"
#include "storage/server_repository.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <ostream>

namespace fingerpost::cli {

namespace {

namespace fs = std::filesystem;
using protocol::AutoconfigDocument;

/// What became of one file.
struct Imported {
    std::string file;
    std::string provider;
    std::size_t domains = 0;
    std::size_t servers = 0;
    std::size_t attributes = 0;
    std::vector<std::string> not_kept;
    std::string failure; ///< "" when it was imported
};

Result<std::vector<fs::path>> files_of(const std::vector<std::string>& words) {
    std::vector<fs::path> files;
    for (const auto& word : words) {
        std::error_code problem;
        if (!fs::is_directory(word, problem)) {
            files.emplace_back(word);
            continue;
        }
        const auto first = files.size();
        for (const auto& entry : fs::directory_iterator(word, problem))
            if (entry.path().extension() == ".xml") files.push_back(entry.path());
        if (problem) return Error{Errc::bad_request, word + ": " + problem.message()};
        if (files.size() == first) return Error{Errc::bad_request, word + " holds no .xml file"};
        std::sort(files.begin() + static_cast<std::ptrdiff_t>(first), files.end());
    }
    return files;
}

/// One byte more than is taken, so that a file too long is seen to be so.
Result<std::string> content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(protocol::xml_bytes_max + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file && file.gcount() == 0) return Error{Errc::not_found, "cannot be read, or is empty"};
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

/// Writes one document's rows; nothing is kept of a document that fails.
class Writer {
public:
    explicit Writer(storage::Connection& connection)
        : connection_(connection), providers_(connection), attributes_(connection),
          servers_(connection), dav_servers_(connection), domains_(connection) {}

    Result<void> write(const AutoconfigDocument& document, Imported& to) {
        storage::Transaction transaction(connection_);
        const auto provider = add_provider(document);
        if (!provider) return provider.error();
        to.provider = provider->name;
        const storage::AttributeOwner owner{storage::AttributeOwner::Of::provider, provider->id};
        for (const auto& row : document.attributes)
            attributes_.set(owner, row).value();
        to.attributes = document.attributes.size();
        const auto added = add_servers(document);
        if (!added) return added.error();
        for (const auto& name : document.domains)
            add_domain(name, provider->id, to);
        if (to.domains == 0) return Error{Errc::conflict, "every domain of it is taken"};
        to.servers = server_ids_.size() + dav_server_ids_.size();
        transaction.commit();
        return {};
    }

private:
    /// Two files may call their providers alike; the second is told apart by its first domain.
    Result<storage::Provider> add_provider(const AutoconfigDocument& document) {
        auto added = providers_.add(document.provider_name, document.provider_short_name);
        if (added || added.error().code != Errc::conflict) return added;
        const auto name = document.provider_name + " (" + document.domains.front() + ')';
        return providers_.add(name, document.provider_short_name);
    }

    Result<void> add_servers(const AutoconfigDocument& document) {
        for (const auto& row : document.servers) {
            const auto added = servers_.add(row);
            if (!added) return added.error();
            server_ids_.push_back(added->id);
        }
        for (const auto& row : document.dav_servers) {
            const auto added = dav_servers_.add({row});
            if (!added) return added.error();
            dav_server_ids_.push_back(added->row.id);
        }
        return {};
    }

    void add_domain(const std::string& name, std::int64_t provider, Imported& to) {
        const auto added = domains_.add(name, provider);
        if (!added) {
            to.not_kept.push_back("domain " + name + ": " + added.error().what);
            return;
        }
        for (const auto id : server_ids_)
            domains_.attach(name, storage::Link::server, id).value();
        for (const auto id : dav_server_ids_)
            domains_.attach(name, storage::Link::dav_server, id).value();
        ++to.domains;
    }

    storage::Connection& connection_;
    storage::ProviderRepository providers_;
    storage::AttributeRepository attributes_;
    storage::ServerRepository servers_;
    storage::DavServerRepository dav_servers_;
    storage::DomainRepository domains_;
    std::vector<std::int64_t> server_ids_;
    std::vector<std::int64_t> dav_server_ids_;
};

Imported import_file(const fs::path& path, storage::Connection& connection) {
    Imported imported;
    imported.file = path.string();
    const auto text = content_of(path);
    const auto document = text ? protocol::parse_autoconfig_document(*text)
                               : Result<AutoconfigDocument>(text.error());
    if (document) imported.not_kept = document->not_kept;
    const auto written =
        document ? Writer(connection).write(*document, imported) : Result<void>(document.error());
    if (!written) imported.failure = written.error().what;
    return imported;
}

void write_text(const Imported& imported, Io& io) {
    io.out << printable(imported.file) << ": ";
    if (!imported.failure.empty())
        io.out << "not imported: " << printable(imported.failure) << '\n';
    else
        io.out << printable(imported.provider) << ", domains: " << imported.domains
               << ", servers: " << imported.servers << ", attributes: " << imported.attributes
               << '\n';
    for (const auto& what : imported.not_kept)
        io.out << "  not kept: " << printable(what) << '\n';
}

boost::json::object to_json(const Imported& imported) {
    boost::json::array not_kept;
    for (const auto& what : imported.not_kept)
        not_kept.emplace_back(what);
    return {
        {"file", protocol::mended_xml_text(imported.file)}, // JSON is UTF-8; a name need not be
        {"imported", imported.failure.empty()},
        {"why", imported.failure},
        {"provider", imported.provider},
        {"domains", imported.domains},
        {"servers", imported.servers},
        {"attributes", imported.attributes},
        {"not_kept", not_kept}};
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto files = files_of(arguments.all("FILE"));
    if (!files) return failed(io, files.error());
    const auto connection = open_for_change(configuration.settings);
    if (!connection) return failed(io, connection.error());
    boost::json::array all;
    std::size_t failures = 0;
    for (const auto& file : *files) {
        const auto imported = import_file(file, **connection);
        failures += imported.failure.empty() ? 0 : 1;
        if (arguments.has("json"))
            all.push_back(to_json(imported));
        else
            write_text(imported, io);
    }
    if (arguments.has("json")) io.out << boost::json::serialize(all) << '\n';
    return failures > 0 ? exit_error : exit_ok;
}

constexpr std::array options{json_option};
constexpr std::array positionals{
    Positional{"FILE", "documents, or directories of .xml files", true, true}};

} // namespace

constinit const Verb import_autoconfig{
    .path = "import autoconfig",
    .summary = "Read Autoconfig documents (config-v1.1.xml, the provider database's files)",
    .options = options,
    .positionals = positionals,
    .examples = "fingerpost import autoconfig ispdb/\n"
                "fingerpost import autoconfig config-v1.1.xml --json",
    .run = run};

} // namespace fingerpost::cli
