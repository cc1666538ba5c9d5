/** Django's models and migrations: what both say of the same tables. */
import { expect, test } from 'vitest';
import { schemaFrom, spelt } from './read.js';

const files = {
  'accounts/models.py': 'from django.contrib.auth.models import AbstractBaseUser\nfrom django.db import models\nclass User(AbstractBaseUser):\n    email = models.EmailField(unique=True)\n',
  'config/settings.py': 'AUTH_USER_MODEL = "accounts.User"\n',
  'shop/models.py': [
    'from django.conf import settings', 'from django.db import models', 'class Named(models.Model):', '    name = models.CharField(max_length=50)', '    class Meta:', '        abstract = True', '        unique_together = ("name", "owner")',
    'class Product(Named):', '    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)', '    slug = models.SlugField()', '    price = models.DecimalField(null=True, max_digits=5, decimal_places=2)', '    tags = models.ManyToManyField("Tag")', '    objects = models.Manager()',
    '    class Meta(Named.Meta):', '        db_table = "products"', '        indexes = [models.Index(fields=["-price"], name="by_price", condition=models.Q(price=1))]',
    'class Tag(models.Model):', '    code = models.UUIDField(primary_key=True)', 'class Sold(Product):', '    class Meta:', '        proxy = True',
  ].join('\n'),
  'shop/migrations/__init__.py': '',
  'shop/migrations/0001_initial.py': [
    'from django.conf import settings', 'from django.db import migrations, models', 'class Migration(migrations.Migration):', '    operations = [',
    '        migrations.CreateModel(name="Label", fields=[("code", models.UUIDField(primary_key=True)), ("gone", models.TextField())]),',
    '        migrations.CreateModel(name="Product", fields=[("id", models.AutoField(primary_key=True)), ("name", models.CharField(max_length=50)), ("by", models.ForeignKey(on_delete=models.CASCADE, to=settings.AUTH_USER_MODEL)), ("tags", models.ManyToManyField(to="shop.Label"))], options={"unique_together": {("name", "by")}}),',
    '        migrations.AddField("product", "slug", models.SlugField(default="")),', '    ]',
  ].join('\n'),
  'shop/migrations/0002_next.py': [
    'from django.db import migrations, models', 'class Migration(migrations.Migration):', '    dependencies = [("shop", "0001_initial")]', '    operations = [',
    '        migrations.RenameModel("Label", "Tag"),', '        migrations.RemoveField(model_name="tag", name="gone"),', '        migrations.RenameField("product", "by", "owner"),', '        migrations.AddField("product", "price", models.IntegerField(null=True)),',
    '        migrations.AlterField("product", "price", models.DecimalField(null=True)),', '        migrations.AlterModelTable("product", "products"),', '        migrations.RunPython(fill),',
    '        migrations.AddIndex("product", models.Index(fields=["-price"], name="by_price", condition=models.Q(price=1))),', '    ]',
  ].join('\n'),
};

const product = 'products(id integer! gen, name text!, owner_id unknown!, slug text!, price number); pk id; unique name+owner_id; index owner_id; index slug; index price where; owner_id -> accounts_user() cascade';
const tag = 'shop_tag(code uuid!); pk code';
const links = 'products_tags(id integer! gen, product_id unknown!, tag_id unknown!); pk id; unique product_id+tag_id; index product_id; index tag_id; product_id -> products(); tag_id -> shop_tag()';
/** Columns and keys in one order; a link is called by the name its model had when it was made. */
const sorted = (text: string): string => {
  const [first = '', ...rest] = text.replaceAll('label_id', 'tag_id').split('; ');
  return [first.replace(/\((.*)\)$/, (_, columns: string) => `(${columns.split(', ').sort().join(', ')})`), ...rest.sort()].join('; ');
};

test('models and migrations agree', () => {
  const schema = schemaFrom(files);
  const user = 'accounts_user(id integer! gen, email text!, password text!, last_login date and time); pk id; unique email';
  expect(schema.models.map(one => sorted(spelt(one)))).toEqual([user, product, links, tag].map(sorted));
  expect(schema.tables.map(one => sorted(spelt(one)))).toEqual([tag, product, links].map(sorted));
});

test('what migrations take away, and the ways back', () => {
  const [history] = schemaFrom(files).histories;
  expect(history?.migrations.map(one => [one.name, one.down.kind, one.losses.map(loss => loss.what)])).toEqual([
    ['0001_initial', 'automatic', []],
    ['0002_next', 'missing', ['renames table shop_label to shop_tag', 'renames column shop_product.by_id to owner_id', 'renames table shop_product to products', 'renames table shop_product_tags to products_tags']],
  ]);
});
