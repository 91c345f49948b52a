#include "publish/bind_check.hpp"

#include "base/program.hpp"
#include "base/text.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <vector>

namespace fingerpost::publish {

namespace {

constexpr std::chrono::seconds longest{60};

/// Where Debian and others install them.
std::string find(std::string_view program) {
    for (const std::string_view folder :
         {"/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/usr/local/sbin/"}) {
        auto path = std::string(folder).append(program);
        if (access(path.c_str(), X_OK) == 0) return path;
    }
    return {};
}

/// A file that only this process reads, gone with the object.
class ScratchFile {
public:
    explicit ScratchFile(std::string_view text) {
        path_ = (std::filesystem::temp_directory_path() / "fingerpost-XXXXXX").string();
        const int descriptor = mkstemp(path_.data());
        if (descriptor < 0) return;
        close(descriptor);
        std::ofstream file(path_, std::ios::binary);
        file << text;
        written_ = file.flush().good();
    }
    ~ScratchFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    bool written() const { return written_; }
    const std::string& path() const { return path_; }

private:
    std::string path_;
    bool written_ = false;
};

Result<void> judged(std::vector<std::string> command, std::string_view text) {
    const ScratchFile file(text);
    if (!file.written())
        return Error{Errc::unavailable, "cannot write " + file.path() + " for named-checkzone"};
    command.push_back(file.path());
    const auto end = run_program(command, longest);
    if (!end) return end.error();
    if (end->exit_code == 0) return {};
    auto said = one_line(end->output);
    for (auto at = said.find(file.path()); at != said.npos; at = said.find(file.path()))
        said.replace(at, file.path().size(), "the new text");
    return Error{Errc::conflict, command.front() + " refuses it: " + first_characters(said, 500)};
}

} // namespace

Result<BindCheck> BindCheck::make() {
    BindCheck check;
    check.checkzone_ = find("named-checkzone");
    check.checkconf_ = find("named-checkconf");
    if (check.checkzone_.empty() || check.checkconf_.empty())
        return Error{
            Errc::not_found,
            "dns_check = yes needs named-checkzone and named-checkconf (package bind9-utils)"};
    return check;
}

Result<void> BindCheck::operator()(
    std::string_view format, const std::string& domain, std::string_view text
) const {
    if (format == "bind-conf") return judged({checkconf_}, text);
    std::vector<std::string> command{
        checkzone_, "-k", "fail", "-n", "fail", "-m", "fail", "-M", "fail", "-S", "fail"};
    const bool whole = format == "bind-zone";
    command.insert(command.end(), {"-i", whole ? "local" : "none", domain});
    if (whole) return judged(std::move(command), text);
    // lines to be included need a zone around them
    std::string zone = "$ORIGIN " + domain + ".\n@ 60 IN SOA . . 1 60 60 60 60\n@ 60 IN NS .\n";
    return judged(std::move(command), zone.append(text));
}

} // namespace fingerpost::publish
