"""The same 300 rows in every format Lathe reads, and files with the oddities of each. Made with pyarrow 25 and openpyxl 3.1:

    python3 -m venv /tmp/env && /tmp/env/bin/pip install pyarrow openpyxl pandas && /tmp/env/bin/python tests/reference/formats.py
"""
import csv, datetime as dt, decimal, gzip, io, json, os, random, zipfile
import openpyxl, pandas as pd, pyarrow as pa, pyarrow.feather as feather, pyarrow.parquet as pq

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'formats')
os.makedirs(HERE, exist_ok=True)
at = lambda name: os.path.join(HERE, name)
rng = random.Random(7)
N = 300
ROWS = []
for i in range(N):
    ROWS.append({
        'id': i + 1,
        'amount': None if i % 17 == 3 else round(rng.uniform(-1e6, 1e6), rng.choice([1, 3, 5])) + 0.5,
        'count': None if i % 23 == 5 else rng.randrange(-5000, 5000),
        'seen': dt.datetime(2024, 1, 1) + dt.timedelta(hours=5 * i, milliseconds=137 * i),
        'day': None if i % 31 == 7 else dt.date(2020, 2, 27) + dt.timedelta(days=rng.randrange(0, 900)),
        'paid': None if i % 13 == 1 else rng.random() < 0.4,
        'kind': None if i % 29 == 2 else rng.choice(['naïve', 'plain', 'straße, 1', '日本']),
        'remark': f'row {i} says "{rng.randrange(10**6)}",\nin two lines' if i % 7 else f'remark {i}',
        'big': str(2**53 + 1 + i * 10**9),
    })
NAMES = list(ROWS[0])

def text(value):
    if value is None: return ''
    if isinstance(value, bool): return 'true' if value else 'false'
    if isinstance(value, dt.datetime): return value.isoformat(timespec='milliseconds') + 'Z'
    return str(value)

out = io.StringIO(newline='')
writer = csv.writer(out, lineterminator='\n')
writer.writerow(NAMES)
for row in ROWS: writer.writerow([text(row[name]) for name in NAMES])
CSV = out.getvalue().encode()
open(at('same.csv'), 'wb').write(CSV)
out = io.StringIO(newline='')
writer = csv.writer(out, lineterminator='\n', delimiter='\t')
writer.writerow(NAMES)
for row in ROWS: writer.writerow([text(row[name]) for name in NAMES])
open(at('same.tsv'), 'wb').write(out.getvalue().encode())

def jsonable(name, value):
    if name == 'big': return int(value)
    if isinstance(value, (dt.datetime, dt.date)): return text(value)
    return value
records = [{name: jsonable(name, row[name]) for name in NAMES} for row in ROWS]
open(at('same.jsonl'), 'w', newline='').write('\n'.join(json.dumps(r, ensure_ascii=i % 2 == 0) for i, r in enumerate(records)) + '\n')
open(at('same.json'), 'w', newline='').write(json.dumps(records, indent=1, ensure_ascii=False))

schema = pa.schema([('id', pa.int32()), ('amount', pa.float64()), ('count', pa.int64()), ('seen', pa.timestamp('ms', tz='UTC')), ('day', pa.date32()),
                    ('paid', pa.bool_()), ('kind', pa.string()), ('remark', pa.string()), ('big', pa.int64())])
columns = {name: [row[name] for row in ROWS] for name in NAMES}
columns['big'] = [int(v) for v in columns['big']]
columns['seen'] = [v.replace(tzinfo=dt.timezone.utc) for v in columns['seen']]
TABLE = pa.table(columns, schema=schema)
pq.write_table(TABLE, at('same.parquet'), row_group_size=128)
for codec in ['none', 'gzip', 'zstd', 'lz4', 'brotli']:
    pq.write_table(TABLE, at(f'same-{codec}.parquet'), compression=codec, row_group_size=200, data_page_version='2.0' if codec == 'zstd' else '1.0')
as_category = TABLE.set_column(6, 'kind', TABLE['kind'].dictionary_encode())
with pa.OSFile(at('same.arrow'), 'wb') as sink, pa.ipc.new_file(sink, as_category.schema) as w: w.write_table(as_category, max_chunksize=128)
with pa.OSFile(at('same.arrows'), 'wb') as sink, pa.ipc.new_stream(sink, TABLE.schema) as w: w.write_table(TABLE, max_chunksize=100)
feather.write_feather(TABLE, at('same-lz4.feather'), compression='lz4', chunksize=128)
feather.write_feather(TABLE, at('same-zstd.feather'), compression='zstd', chunksize=128)

def new_book():
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = dt.datetime(2024, 1, 1)
    return book
book = new_book()
sheet = book.active
sheet.title = 'Rows'
sheet.append(NAMES)
for row in ROWS: sheet.append([row[name] for name in NAMES])
extra = book.create_sheet('Other')
extra.append(['a', 'b']); extra.append([1, 'x']); extra.append([2, 'y'])
book.save(at('same.xlsx'))

with gzip.GzipFile(at('same.csv.gz'), 'wb', mtime=0) as f: f.write(CSV)
half = CSV.index(b'\n', len(CSV) // 2) + 1
open(at('two-members.csv.gz'), 'wb').write(gzip.compress(CSV[:half], mtime=0) + gzip.compress(CSV[half:], mtime=0))
with gzip.GzipFile(at('same.jsonl.gz'), 'wb', mtime=0) as f: f.write(open(at('same.jsonl'), 'rb').read())
stamp = (2024, 1, 1, 0, 0, 0)
with zipfile.ZipFile(at('same.zip'), 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr(zipfile.ZipInfo('__MACOSX/._same.csv', stamp), b'x')
    z.writestr(zipfile.ZipInfo('folder/same.csv', stamp), CSV, zipfile.ZIP_DEFLATED)
    z.writestr(zipfile.ZipInfo('folder/same.parquet', stamp), open(at('same.parquet'), 'rb').read())
    z.writestr(zipfile.ZipInfo('readme.md', stamp), b'# hello')

# What each format can hold beyond that.
odd = pa.table({
    'point': pa.array([{'x': 1, 'y': {'z': 'a'}}, None, {'x': 3, 'y': None}], pa.struct([('x', pa.int32()), ('y', pa.struct([('z', pa.string())]))])),
    'tags': pa.array([['a', 'b'], [], None], pa.list_(pa.string())),
    'price': pa.array([decimal.Decimal('1.10'), decimal.Decimal('-12345.67'), None], pa.decimal128(12, 2)),
    'huge': pa.array([decimal.Decimal('12345678901234567890'), None, decimal.Decimal('-1')], pa.decimal128(30, 0)),
    'micro': pa.array([1, 1_700_000_000_123_456, None], pa.timestamp('us')),
    'nano': pa.array([-1, 1_700_000_000_123_456_789, None], pa.timestamp('ns')),
    'clock': pa.array([dt.time(13, 5), dt.time(0, 0, 1, 250000), None], pa.time64('us')),
    'small': pa.array([0.5, None, float('inf')], pa.float32()),
    'unsigned': pa.array([255, 0, None], pa.uint8()),
    'wide': pa.array([2**64 - 1, 0, None], pa.uint64()),
    'raw': pa.array([b'abc', b'\xff\x00', None], pa.binary()),
    'nothing': pa.array([None, None, None], pa.null()),
    'half': pa.array([1.5, -2.0, None], pa.float16()),
})
pq.write_table(odd, at('odd.parquet'), coerce_timestamps=None, version='2.6')
with pa.OSFile(at('odd.arrow'), 'wb') as sink, pa.ipc.new_file(sink, odd.schema) as w: w.write_table(odd)
pq.write_table(odd.select(['micro']), at('int96.parquet'), use_deprecated_int96_timestamps=True)
frame = pd.DataFrame({'size': pd.Categorical([str(i) for i in range(60)] * 2), 'n': range(120)})
frame.to_parquet(at('pandas-category.parquet'))
zoned = pd.DataFrame({'at': pd.to_datetime(['2024-03-31T00:30Z', '2024-10-27T01:30Z', None]).tz_convert('Europe/Berlin'), 'n': [1, 2, 3]})
zoned.to_parquet(at('pandas-zone.parquet'))

book = new_book()
sheet = book.active
sheet.title = 'Verkäufe & more'
sheet['B1'] = 'Sales of 2024'
sheet.merge_cells('B1:E1')
sheet['B3'], sheet['C3'], sheet['D3'], sheet['E3'] = 'when', 'price', 'sum', 'who'
for i in range(5):
    row = 4 + i
    sheet[f'B{row}'] = dt.datetime(2024, 3, 1 + i, 12 if i == 2 else 0)
    sheet[f'C{row}'] = 0.1 + i
    sheet[f'E{row}'] = ['Ann', None, 'NA', 'Bob <&>', 'Ann'][i]
sheet['D4'] = '=C4*2'
sheet['D5'] = '#N/A'
sheet['D5'].data_type = 'e'
sheet['D6'] = True
sheet.merge_cells('E7:E8')
hidden = book.create_sheet('hidden')
hidden['A1'] = 'x'
hidden.sheet_state = 'hidden'
book.save(at('odd.xlsx'))
