mkdir -p specs/of
cat >specs/of/base.yaml <<'SPEC'
vars: { bridge: br 0 }
profiles:
  base: { memory: 4, vcpu: 2 }
SPEC
cat >specs/of/layer.toml <<'SPEC'
include = ["base.yaml"]
[profiles.layer]
profile = "base"
SPEC
cat >specs/web.yaml <<'SPEC'
include: of/layer.toml
domains:
  web: { profile: layer, title: "a\nb" }
SPEC
cat >specs/lan.yaml <<'SPEC'
domains:
  lan: { memory: 4 GiB, title: "a\nb", devices: { interface: { lan: { bridge: "${bridge}" } } } }
SPEC
cat >specs/fleet.yaml <<'SPEC'
domains:
  fleet: { each: rows.csv, name: "fleet-${n}", profile: "${profile}", memory: "${memory}" }
SPEC
printf 'profile,memory\nlayer,8 GiB\n,8\n' >specs/rows.csv
printf 'domains: { alone: { memory: 4 GiB, title: "a\\nb" } }\n' >specs/alone.yaml
check() {
    echo "-- $1"
    echo "$1" | virtc check specs --format short --changed-files -
}
check specs/of/base.yaml
check specs/of/layer.toml
check specs/rows.csv
check specs/alone.yaml
check virtc.toml
echo '-- what is gone'
rm specs/rows.csv
check specs/rows.csv
mv specs/of/base.yaml base.bak
check specs/of/base.yaml
echo '-- a profile that is no longer there'
sed 's/base:/other:/' base.bak >specs/of/base.yaml
check specs/of/base.yaml
check README.md
