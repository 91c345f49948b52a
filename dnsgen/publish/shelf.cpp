#include "publish/shelf.hpp"

#include "format/digest.hpp"

namespace fingerpost::publish {

namespace {

const std::string manifest_file = "fingerpost.xxhsum";
constexpr std::size_t digest_size = 16;

} // namespace

Result<Shelf> Shelf::open(const std::filesystem::path& path, bool force) {
    auto folder = Folder::open(path);
    if (!folder) return folder.error();
    Shelf shelf(std::move(*folder), force);
    auto manifest = shelf.folder_.read(manifest_file);
    if (!manifest) return manifest.error();
    shelf.manifest_ = std::move(*manifest).value_or("");
    std::string_view rest = shelf.manifest_;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.size() > digest_size + 2)
            shelf.digests_.emplace(line.substr(digest_size + 2), line.substr(0, digest_size));
    }
    return shelf;
}

Result<Sheet> Shelf::find(std::string file, format::Comment comment, std::string whose) const {
    auto old = folder_.read(file);
    if (!old) return old.error();
    Sheet sheet{std::move(file), comment, std::move(whose), std::move(*old)};
    if (!sheet.old) return sheet;
    if (comment.exists()) {
        sheet.seal = format::seal_of(comment, *sheet.old);
    } else if (const auto known = digests_.find(sheet.file); known == digests_.end()) {
        sheet.seal = format::Seal::foreign;
    } else if (known->second != format::digest(*sheet.old)) {
        sheet.seal = format::Seal::edited;
    }
    return sheet;
}

std::string Shelf::objection(const Sheet& sheet) const {
    if (sheet.seal == format::Seal::foreign)
        return "the file there was not written by fingerpost: move it away";
    if (sheet.seal == format::Seal::edited && !force_)
        return "the file there was changed by hand: keep what you need of it elsewhere, then "
               "--force overwrites it";
    return {};
}

Result<ExportStatus> Shelf::put(const Sheet& sheet, std::string_view body, unsigned mode) {
    const auto text = sheet.comment.exists() ? format::sealed(sheet.comment, sheet.whose, body)
                                             : std::string(body);
    const bool same = sheet.old && *sheet.old == text;
    if (!same)
        if (auto why = objection(sheet); !why.empty()) return Error{Errc::conflict, std::move(why)};
    if (!same)
        if (const auto done = folder_.replace(sheet.file, text, mode); !done) return done.error();
    if (!sheet.comment.exists()) digests_[sheet.file] = format::digest(text);
    written_ |= !same;
    return same ? ExportStatus::unchanged : ExportStatus::written;
}

Result<void> Shelf::finish(unsigned mode) {
    std::string manifest;
    for (const auto& [file, digest] : digests_)
        manifest.append(digest).append("  ").append(file).append("\n");
    if (manifest != manifest_) {
        if (const auto done = folder_.replace(manifest_file, manifest, mode); !done) return done;
        written_ = true;
    }
    if (!written_) return {};
    return folder_.sync();
}

} // namespace fingerpost::publish
